export const PLACE_NAME_TABLES: readonly URL[];
export function placeNames(language: string): {
  sets: Record<string, Record<string, string>>;
  names: Record<string, string>;
};
