/** A column of who typed it or is to be called: agencies know each other, and nobody else needs it. */
export function tellsOfPersons(columnTitle: string): boolean {
  return /氏名|入力者|作成者|担当者|携帯|メール|mail/i.test(columnTitle.normalize('NFKC'));
}
