/** A file's name as the name of its layer. */
export const withoutEnding = (name: string) => name.replace(/\.[^.]{1,10}$/, '');
