/** In the browser, which asks the server about systems that are not in the short table. */
export const registered = (_code: string) => undefined;
export const shiftOfGeographic = (_name: string) => undefined;
export const codeOfEsri = (_name: string) => undefined;
