/** The words of the search on the map. */
export const jaSearch = {
  label: '地図の検索',
  placeholder: '場所・避難所・座標・メッシュ',
  key: '検索（S）',
  clear: '検索を消して、前の位置に戻る',
  results: '検索の結果',
  searching: '探しています…',
  none: '見つかりません。名前・読み・座標・メッシュコードで探せます。',
  noAnswer: '本部サーバーから返事がありません。画面にある情報だけを探しました。',
  found: (count: number) => `${count}件`,
  more: (count: number) => `ほかに${count}件。言葉を足すと絞れます。`,
  kinds: {
    positions: '座標',
    squares: '地域メッシュ',
    areas: '市区町村・都道府県',
    places: '避難所・避難場所',
    hazards: '発表中の情報',
    sensors: '観測所',
    things: '施設・道路など',
  },
  position: (lat: string, lng: string) => `緯度${lat} 経度${lng}`,
  order: { 'lat-lng': '緯度・経度の順', 'lng-lat': '経度・緯度の順' },
  orderEither: '順番を確かめてください',
  abroad: '海上または国外',
  square: (code: string) => `メッシュ ${code}`,
  levels: { first: '80km四方', second: '10km四方', third: '1km四方', half: '500m四方', quarter: '250m四方' },
  unreadable: {
    form: '座標として読めません。例：37.39, 136.90　37度23分24秒 136度54分',
    'one-number': '座標の数が一つだけです。緯度と経度の両方を入れてください。',
    minutes: '分は0から59までです。',
    seconds: '秒は0から59までです。',
    'same-axis': '緯度が二つ、または経度が二つあります。',
    latitude: '緯度は90度までです。',
    longitude: '経度は180度までです。',
  },
  went: (name: string) => `${name}を地図で示しました。Escで前の位置に戻ります。`,
  back: '前の位置に戻りました。',
  limit: (name: string) => `${name}だけを表示`,
  limited: (name: string) => `${name}だけ`,
  unlimit: (name: string) => `「${name}だけ」をやめて、全域を表示`,
  area: '地域',
  areaNote: '地域がわからない情報は残します。',
};
/** The words of pictures that others have for the map. */
export const jaMapLayers = {
  title: '地図に重ねる',
  note: '入れた地図は提供元のサーバーから取り寄せます。つながらないときも、火の見の地図はそのまま使えます。',
  opacity: '濃さ',
  unreachable: '提供元につながりません',
};
export type MapLayerWords = typeof jaMapLayers;
export type SearchWords = typeof jaSearch;
