/** What a caller under a name that is not the hub's reads; `asked` is null when the request named nobody. */
export function refusedHostText(own: string, asked: string | null): { ja: string; easy: string; en: string } {
  if (asked === null) {
    return {
      ja: `このハブは ${own} という名前でだけ応答します。`,
      easy: `この ハブの 名前は ${own} です。この 名前で 開いて ください。`,
      en: `This hub answers as ${own} only, and the request named no host.`,
    };
  }
  const bare = asked.replaceAll(/[[\]]/g, '');
  const command = `npm run tls -- ${bare}`;
  return {
    ja: `このハブは ${own} という名前でだけ応答し、${asked} では応答しません。この名前で使うには、管理者が「${command}」で証明書を作り、HINOMI_HOST=${bare} を設定して起動します。`,
    easy: `この ハブの 名前は ${own} です。${asked} では ありません。${own} で 開いて ください。わからない ときは、係の 人に 聞いて ください。`,
    en: `This hub answers as ${own} only, not as ${asked}: to use that name, make a certificate with “${command}” and start the hub with HINOMI_HOST=${bare}.`,
  };
}
