/** Why a base map cannot be had; `code` is a key under `baseMap.fault` in the words of the page. */
export class OwnMapFault extends Error {
  override name = 'OwnMapFault';

  constructor(
    readonly code:
      | 'notAddress'
      | 'notSecure'
      | 'notAllowed'
      | 'unreachable'
      | 'status'
      | 'noStyle'
      | 'invalid'
      | 'axes',
    /** What the sentence names: a site, an HTTP status. */
    readonly values: Record<string, string | number> = {},
  ) {
    super(code);
  }
}
