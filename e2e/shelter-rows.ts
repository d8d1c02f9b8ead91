/** Shelters of Nanao as the national list has them: known by their national IDs, none of them open yet. */
export interface ListedShelter {
  name: string;
  nationalId: string;
}

export function listedShelters(count: number, name: (number: number) => string): ListedShelter[] {
  return Array.from({ length: count }, (_, index) => ({
    name: name(index + 1),
    nationalId: `E17202${String(index + 1).padStart(5, '0')}111`,
  }));
}

const HEADER =
  '団体コード,都道府県名及び市町村名,NO,共通ID,施設・場所名,住所,指定緊急避難場所との住所同一,その他市町村長が必要と認める事項,受入対象者,経度(geometry),緯度(geometry),備考';

/** The list as CSV, for the source `gsi-shelters`. */
export function nationalList(shelters: readonly ListedShelter[]): string {
  const lines = shelters.map(({ name, nationalId }, index) => {
    const [lng, lat] = [136.9 + (index % 10) * 0.01, 37.02 + Math.floor(index / 10) * 0.01];
    return `172022,石川県七尾市,${index + 1},${nationalId},${name},石川県七尾市見本町${index + 1},,,,${lng},${lat},`;
  });
  return [HEADER, ...lines, ''].join('\r\n');
}
