/** The tablet room with one shelter chosen: what a printed form's QR code holds. `hub`: the hub's address, with or without a slash. */
export function placeAddress(hub: string, id: string): string {
  // A colon and a slash may stand in a query as they are; that keeps the code coarse and the text short.
  const place = encodeURIComponent(id).replaceAll('%3A', ':').replaceAll('%2F', '/');
  return `${hub.replace(/\/+$/, '')}/shelter/?place=${place}`;
}

/** The id in such an address, whatever hub it names: a scanner types all of it. Null = it is no such address. */
export function placeIn(text: string): string | null {
  const [, place] = /\/shelter\/?\?(?:[^#\s]*&)?place=([^&#\s]+)/.exec(text.normalize('NFKC').trim()) ?? [];
  if (place === undefined) return null;
  try {
    return decodeURIComponent(place);
  } catch {
    // Cut short in the middle of a character.
    return null;
  }
}
