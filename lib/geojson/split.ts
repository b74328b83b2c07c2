const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Splits the text of a FeatureCollection, given in pieces, into the texts of its features, so that one
 * feature is in memory at a time. It does not judge JSON: a fault ends up in a text that JSON.parse refuses.
 */
export class FeatureSplitter {
  /** All but the features: the collection with an empty array; of any other text, the whole. */
  rest = '';
  /** Something stands after the end of the first object. */
  trailing = false;
  /** The array of features has begun: `rest` ends with its bracket until it has ended too. */
  seenFeatures = false;
  /** The first object has ended. */
  ended = false;

  private element = '';
  private elements = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inFeatures = false;
  /** In the outermost object: the member whose value is being read, and whether a name comes next. */
  private name = '';
  private nameNext = false;
  private readingName = false;

  /** The features that end in this piece of text. */
  push(piece: string): string[] {
    const found: string[] = [];
    let from = 0;
    const keep = (to: number) => {
      if (this.inFeatures) this.element += piece.slice(from, to);
      else this.rest += piece.slice(from, to);
      from = to;
    };
    const finishElement = (to: number, last: boolean) => {
      keep(to);
      const text = this.element.trim();
      // "[]" has no element; ",," and ",]" have an empty one, which is a fault.
      if (text || !last || this.elements > 0) found.push(text);
      this.elements++;
      this.element = '';
    };

    for (let i = 0; i < piece.length && !this.trailing; i++) {
      const code = piece.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === BACKSLASH) this.escaped = true;
        else if (code === QUOTE) {
          this.inString = false;
          this.readingName = false;
        } else if (this.readingName) this.name += piece[i];
        continue;
      }
      if (this.ended) {
        this.trailing = code > 0x20;
        continue;
      }
      switch (code) {
        case QUOTE:
          this.inString = true;
          if (this.depth === 1 && this.nameNext) {
            this.readingName = true;
            this.nameNext = false;
            this.name = '';
          }
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          this.depth++;
          if (this.depth === 1) this.nameNext = code === OPEN_BRACE;
          else if (
            this.depth === 2 &&
            code === OPEN_BRACKET &&
            this.name === 'features' &&
            !this.seenFeatures
          ) {
            keep(i + 1);
            this.inFeatures = true;
            this.seenFeatures = true;
          }
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.depth--;
          if (this.inFeatures && this.depth === 1) {
            finishElement(i, true);
            this.inFeatures = false;
          }
          if (this.depth === 0) this.ended = true;
          break;
        case COMMA:
          if (this.inFeatures && this.depth === 2) {
            finishElement(i, false);
            from = i + 1;
          } else if (this.depth === 1) {
            this.nameNext = true;
            this.name = '';
          }
      }
    }
    keep(piece.length);
    return found;
  }
}
