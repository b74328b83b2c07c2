declare module 'rrad';
