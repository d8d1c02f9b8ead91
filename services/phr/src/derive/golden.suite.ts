/**
 * For every rule: what it has to find, and what comes near and is something else. `system:code`, or `words:text` for a name alone; `@external` =
 * used so. Codes are written to the structure of their system.
 */
export const GOLDEN: Readonly<Record<string, { yes: string; no: string }>> = {
  'insulin-drug': {
    yes: 'yj:2492414G1020 yj:2492500G1023@injection atc:A10AB05 words:インスリンリスプロ',
    no: 'yj:2499410G1020 yj:2491001F1020 atc:A10BA02 words:メトホルミン',
  },
  'insulin-condition': {
    yes: 'icd-10:E10.9 icd-10:E109 icd-10:Z79.4 snomed:46635009 words:１型糖尿病',
    no: 'icd-10:E11.9 icd-10:Z79.5 snomed:44054006 snomed:466350091 words:２型糖尿病',
  },
  'insulin-pump': { yes: 'snomed:69805005 words:insulin_pump', no: 'snomed:58938008 words:pump' },
  'oral-diabetes-drug': {
    yes: 'yj:3962002F1024 atc:A10BA02 words:メトホルミン',
    no: 'yj:3999018F1020 yj:3949001F1020 atc:A10AB05 words:カルボシステイン',
  },
  'oral-diabetes-glp1': { yes: 'yj:2499410G1020', no: 'yj:2492414G1020 yj:2499701M1020@external' },
  'oral-diabetes-condition': {
    yes: 'icd-10:E11 icd-10:E14.9 snomed:44054006 words:糖尿病',
    no: 'icd-10:E15 icd-10:E10 snomed:46635009 words:高血圧症',
  },
  'dialysis-drug': {
    yes: 'yj:3410500A1020 yj:3420400A1020 atc:B05DB00 words:透析液',
    no: 'yj:3310401A1020 atc:B05BB01 words:生理食塩液',
  },
  'dialysis-binder': { yes: 'yj:2190024F1020 atc:V03AE02', no: 'yj:2189010F1020 atc:V03AF03' },
  'dialysis-condition': {
    yes: 'icd-10:N18.5 icd-10:Z99.2 snomed:46177005 words:血液透析',
    no: 'icd-10:N18.2 icd-10:Z99.3 snomed:709044004 words:腎結石',
  },
  'anticoagulant-drug': {
    yes: 'yj:3332001F1024 yj:3339004F1020 atc:B01AA03 atc:B01AF02 words:ワーファリン錠１ｍｇ',
    no: 'yj:3339950M1030 yj:3332001F1024@external yj:3399008F1020 atc:B01AC04 words:ビタミン',
  },
  'anticoagulant-condition': {
    yes: 'icd-10:I48 icd-10:I48.9 snomed:49436004 words:発作性心房細動',
    no: 'icd-10:I47 icd-10:Z95.1 snomed:38341003 words:期外収縮',
  },
  'antiplatelet-drug': {
    yes: 'yj:3399008F1020 atc:B01AC04 words:クロピドグレル',
    no: 'yj:3332001F1024 atc:B01AA03 words:アセトアミノフェン',
  },
  'antiplatelet-condition': {
    yes: 'icd-10:I63.9 icd-10:Z95.5 words:陳旧性脳梗塞',
    no: 'icd-10:I61 icd-10:Z95.0 words:脳出血',
  },
  'epilepsy-drug': {
    yes: 'yj:1139010F1024 atc:N03AX14 words:イーケプラ',
    no: 'yj:1139004F1020 yj:1149001F1020 atc:N03AX16 words:デパケン',
  },
  'epilepsy-other-use': {
    yes: 'yj:1139004F1020 atc:N03AX16 words:デパケンＲ',
    no: 'yj:1139010F1024 atc:N03AF01 words:イーケプラ',
  },
  'epilepsy-condition': {
    yes: 'icd-10:G40.9 snomed:84757009 words:てんかん',
    no: 'icd-10:G43 snomed:49049000 words:片頭痛',
  },
  'parkinson-drug': {
    yes: 'yj:1169101F1020 atc:N04BA02 words:メネシット',
    no: 'yj:1179042F1020 atc:N05AX08 words:リスペリドン',
  },
  'parkinson-condition': {
    yes: 'icd-10:G20 snomed:49049000 words:パーキンソン病',
    no: 'icd-10:G25 snomed:84757009 words:本態性振戦',
  },
  'steroid-drug': {
    yes: 'yj:2456001F1020 atc:H02AB06 words:プレドニン錠５ｍｇ',
    no: 'yj:2646730M1010 yj:2451400G1020 yj:2454710M1010 yj:1315706Q1020 atc:D07AC01 words:プレドニン@external words:保湿剤',
  },
  'steroid-condition': {
    yes: 'icd-10:E27.1 icd-10:M32.1 icd-10:D86.0 words:アジソン病',
    no: 'icd-10:E27.0 icd-10:M36 words:痛風',
  },
  'immunosuppressed-drug': {
    yes: 'yj:3999014M1020@internal yj:3999016M1020@internal atc:L04AD02 atc:L01BA01 words:タクロリムス',
    no: 'yj:3999018F1020 yj:2699709M1020@external atc:L03AB07 words:アレンドロン酸',
  },
  'immunosuppressed-condition': {
    yes: 'icd-10:Z94.0 icd-10:C50.9 icd-10:C97 icd-10:D70 words:急性白血病',
    no: 'icd-10:Z93.0 icd-10:D05 words:良性腫瘍',
  },
  'asthma-copd-drug': {
    yes: 'yj:2259704G1020 atc:R03AC02 words:シムビコート',
    no: 'yj:2233002F1280 atc:R05CB03 words:カルボシステイン',
  },
  'asthma-copd-condition': {
    yes: 'icd-10:J45.9 icd-10:J44 snomed:195967001 words:気管支喘息',
    no: 'icd-10:J40 snomed:38341003 words:気管支炎',
  },
  'heart-drug': {
    yes: 'yj:2139005F1020 yj:2133001F1020 atc:C03CA01 words:フロセミド',
    no: 'yj:2123016F1020 yj:2171022F1020 yj:2149040F1020 atc:C01CA24 atc:C02AB01 words:整腸剤',
  },
  'heart-condition': {
    yes: 'icd-10:I50.0 icd-10:I20 icd-10:I44.1 snomed:42343007 words:慢性心不全',
    no: 'icd-10:I10 icd-10:I43 icd-10:I51 snomed:38341003 words:肺炎',
  },
  'hypertension-drug': {
    yes: 'yj:2149040F1020 yj:2123016F1020 yj:2171022F1020 atc:C09CA01 words:アムロジピン',
    no: 'yj:2139005F1020 yj:2189010F1020 atc:C10AA05 words:アトルバスタチン',
  },
  'hypertension-condition': {
    yes: 'icd-10:I10 icd-10:I15.9 snomed:38341003 words:本態性高血圧症',
    no: 'icd-10:I16 snomed:42343007 words:低血圧',
  },
  'thyroid-drug': {
    yes: 'yj:2431004F1020 atc:H03AA01 words:チラーヂンＳ',
    no: 'yj:2421001F1020 atc:H02AB06 words:プレドニゾロン',
  },
  'thyroid-condition': {
    yes: 'icd-10:E03.9 icd-10:E05 snomed:40930008 words:甲状腺機能低下症',
    no: 'icd-10:E04 snomed:44054006 words:甲状腺腫',
  },
  'mental-health-drug': {
    yes: 'yj:1179038F1020 atc:N05AX08 atc:N06AB06 words:リスペリドン',
    no: 'yj:1124009F1020 atc:N05CF02 words:ゾルピデム',
  },
  'mental-health-condition': {
    yes: 'icd-10:F20.0 icd-10:F32 words:統合失調症',
    no: 'icd-10:F03 icd-10:F50 words:不眠',
  },
  'dementia-drug': {
    yes: 'yj:1190012F1020 atc:N06DA02 words:アリセプト',
    no: 'yj:1190016F1020 yj:1190017M1020 atc:N06AB06 words:ラメルテオン',
  },
  'dementia-condition': {
    yes: 'icd-10:F03 icd-10:G30.1 snomed:52448006 words:アルツハイマー型認知症',
    no: 'icd-10:F05 icd-10:G31 snomed:84757009 words:せん妄',
  },
  'opioid-drug': {
    yes: 'yj:8114001X1020 yj:8219700S1020 atc:N02AA01 words:フェンタニル貼付剤',
    no: 'yj:1149001F1020 atc:N02BE01 words:ロキソプロフェン',
  },
  'opioid-condition': { yes: 'icd-10:R52.1', no: 'icd-10:R51 icd-10:C50' },
  'anaphylaxis-drug': {
    yes: 'yj:2451402G1020 atc:C01CA24 words:エピペン',
    no: 'yj:2456001F1020 yj:2451701Q1020 atc:C01CA07 words:ペン型注入器',
  },
  'anaphylaxis-condition': {
    yes: 'icd-10:T78.0 icd-10:T782 words:アナフィラキシー',
    no: 'icd-10:T78.3 words:じんましん',
  },
  'haemophilia-drug': {
    yes: 'yj:6343430D1020 atc:B02BD02 words:血液凝固第VIII因子',
    no: 'yj:6339400A1020 atc:B02BA01 words:ビタミンK',
  },
  'haemophilia-condition': {
    yes: 'icd-10:D66 icd-10:D68.9 snomed:90935002 words:血友病A',
    no: 'icd-10:D69 snomed:84757009 words:貧血',
  },
  'other-regular-medicine': {
    yes: 'yj:2189010F1020 receipt-drug:620004992 words:見たことのない薬',
    no: 'yj:2492414G1020 otc:otc',
  },
  'home-oxygen-drug': { yes: 'atc:V03AN01 words:酸素吸入', no: 'atc:V03AN04 words:酸化マグネシウム' },
  'home-oxygen-condition': { yes: 'icd-10:J96.1 icd-10:Z99.8 words:在宅酸素療法中', no: 'icd-10:J96.0 words:呼吸困難' },
  'home-oxygen-device': { yes: 'snomed:336602003 words:酸素濃縮装置', no: 'snomed:58938008 words:加湿器' },
  'ventilator-condition': {
    yes: 'icd-10:Z99.1 snomed:444932008 words:人工呼吸器装着',
    no: 'icd-10:Z99.2 snomed:46177005 words:呼吸困難',
  },
  'ventilator-disease': { yes: 'icd-10:G12.2 icd-10:G71.0 words:筋萎縮性側索硬化症', no: 'icd-10:G12.1 words:筋肉痛' },
  'ventilator-device': { yes: 'snomed:706172005 words:人工呼吸器', no: 'snomed:336602003 words:吸入器' },
  'tube-feeding-drug': {
    yes: 'yj:3259109S1020 atc:V06DB00 words:経腸栄養剤',
    no: 'yj:3239001F1020 atc:V04CA02 words:ブドウ糖',
  },
  'tube-feeding-condition': { yes: 'icd-10:Z93.1 icd-10:Z43.1 words:胃ろう造設', no: 'icd-10:Z93.2 words:胃潰瘍' },
  'suction-condition': { yes: 'icd-10:Z93.0 icd-10:Z430 words:気管切開後', no: 'icd-10:Z93.1 words:気管支炎' },
  'allergy-diet-allergen': {
    yes: 'jfagy-food:J9FA15000016 jfagy-food:J9FC11310000 snomed:91935009 words:乳製品 words:peanut',
    no: 'jfagy-medication:J9M00000 snomed:373270004 words:ペニシリン系',
  },
  'allergy-diet-condition': { yes: 'icd-10:T78.1 icd-10:K52.2 words:食物アレルギー', no: 'icd-10:T78.4 words:花粉症' },
  'renal-diet-condition': {
    yes: 'icd-10:N18.3 icd-10:N184 snomed:433144002 words:慢性腎不全',
    no: 'icd-10:N18.2 snomed:44054006 words:急性腎炎',
  },
  'swallowing-condition': {
    yes: 'icd-10:R13 snomed:40739000 words:嚥下障害',
    no: 'icd-10:R12 snomed:84757009 words:胸やけ',
  },
  'swallowing-stroke': { yes: 'icd-10:I69.3', no: 'icd-10:I67' },
  'pregnancy-condition': {
    yes: 'icd-10:O26.9 icd-10:Z34.9 icd-10:Z33 snomed:77386006 words:妊娠',
    no: 'icd-10:O80 icd-10:O85 icd-10:Z36 snomed:44054006 words:月経困難',
  },
  'postpartum-condition': { yes: 'icd-10:Z39.2 icd-10:O85 words:産褥期', no: 'icd-10:Z38 icd-10:O26 words:産科' },
  'postpartum-drug': { yes: 'atc:G02AB01', no: 'atc:G02CB03 atc:G02BA03 atc:G03AA07' },
  'nappies-adult-condition': { yes: 'icd-10:R32 icd-10:Z74.0 words:尿失禁', no: 'icd-10:R33 words:頻尿' },
  'ostomy-condition': { yes: 'icd-10:Z93.2 icd-10:Z93.5 words:人工肛門', no: 'icd-10:Z93.0 words:痔' },
  'mobility-condition': { yes: 'icd-10:G81.9 icd-10:Z99.3 words:左片麻痺', no: 'icd-10:G44 words:頭痛' },
  'mobility-possible': { yes: 'icd-10:I69.3 icd-10:M17.0', no: 'icd-10:M18' },
  'mobility-device': { yes: 'snomed:58938008 words:車いす', no: 'snomed:6012004 words:杖' },
  'mobility-care-level': { yes: 'care-level:3 care-level:5', no: 'care-level:2 care-level:support-1' },
  'visual-condition': { yes: 'icd-10:H54.0 words:視覚障害', no: 'icd-10:H52 words:近視' },
  'hearing-condition': { yes: 'icd-10:H90.3 icd-10:H91 words:感音難聴', no: 'icd-10:H92 words:耳鳴り' },
  'hearing-device': { yes: 'snomed:6012004 words:補聴器', no: 'snomed:58938008 words:眼鏡' },
};
