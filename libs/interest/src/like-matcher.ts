/** One character of a pattern; null = any one, `many` = any text. */
type Piece = string | null | 'many';

const MANY = 'many';

/** CQL2's `like`, by characters, in time of text times pattern at most: a pattern comes from anybody. */
export function likeMatcher(pattern: string): (text: string) => boolean {
  const pieces = piecesOf(pattern);
  return (text) => fits([...text], pieces);
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === '\\') isEscaped = true;
    else {
      pieces.push(isEscaped || !'%_'.includes(character) ? character : character === '%' ? MANY : null);
      isEscaped = false;
    }
  }
  return isEscaped ? [...pieces, '\\'] : pieces;
}

/** Goes back to the last `%` only: an earlier one could take no more than that one can. */
function fits(text: readonly string[], pieces: readonly Piece[]): boolean {
  let [at, piece, many, taken] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pieces[piece];
    if (wanted === MANY) {
      many = piece++;
      taken = at;
    } else if (piece < pieces.length && (wanted === null || wanted === text[at])) {
      at++;
      piece++;
    } else if (many >= 0) {
      at = ++taken;
      piece = many + 1;
    } else return false;
  }
  return pieces.slice(piece).every((rest) => rest === MANY);
}
