extension SegmentTable {
  /// Orders, diets, drugs and their administration.
  static let order: StaticString = """
    =ORC|共通オーダ|Common Order|PPR-01 OMD OMP-01 OMP-11 OMP-02 OMP-12 OML-01 OML-11 OMG-01 OMG-11 OMG-02 OMG-12 OMG-03 OMG-13
    1|オーダ制御|Order Control|ID|2||0119|NRRRRRRRRRRRRRR
    2|依頼者オーダ番号|Placer Order Number|EI|22|||NRRRRRRRRRRRRRR
    3|実施者オーダ番号|Filler Order Number|EI|22|||NONOOOOOOOOOOOO
    4|依頼者グループ番号|Placer Group Number|EI|22|||NONRRRROONNNNOO
    5|オーダ状態|Order Status|ID|2||0038|NNNNNNNEENNNNOO
    6|応答フラグ|Response Flag|ID|1||0121|NNNNNNNNNNNNNNN
    7|数量/タイミング|Quantity/Timing|TQ|200|+||NNNNNNNNNNNNNNN
    8|親|Parent|EIP|200|||NNNNNNNNNCCCCCC
    9|トランザクション日時|Date/Time of Transaction|TS|26|||NOOOOOOOORRRRRR
    10|入力者|Entered By|XCN|250|+||NOOOOOOOOOOOOOO
    11|検証者|Verified By|XCN|250|+||NNNNNNNNNNNNNNN
    12|依頼者|Ordering Provider|XCN|250|+||NOOOOOOOORRRRRR
    13|入力場所|Enterer's Location|PL|80|||NONOOOOOOOOOOOO
    14|コールバック用電話番号|Call Back Phone Number|XTN|250|+||NNNNNNNNNNNNNNN
    15|オーダ有効日時|Order Effective Date/Time|TS|26|||NOOOOOOOOOOOOOO
    16|オーダ制御コードの理由|Order Control Code Reason|CWE|250|||NOOOOOOOOOOOOOO
    17|入力組織|Entering Organization|CWE|250|||NOOOORROOOOOORR
    18|入力装置|Entering Device|CWE|250|||NOOOOOOOOOOOOOO
    19|(オーダ制御）実施者|Action By|XCN|250|+||NNNNNNNNNNNNNNN
    20|受益者事前通知コード|Advanced Beneficiary Notice Code|CWE|250||0339|NNNNNNNNNNNNNNN
    21|オーダ施設名|Ordering Facility Name|XON|250|+||NONOOOOOOOOOOOO
    22|オーダ施設住所|Ordering Facility Address|XAD|250|+||NONOOOOOOOOOOOO
    23|オーダ施設電話番号|Ordering Facility Phone Number|XTN|250|+||NONOOOOOOOOOOOO
    24|オーダ依頼者住所|Ordering Provider Address|XAD|250|+||NNNNNNNNNNNNNNN
    25|オーダ状態修飾子|Order Status Modifier|CWE|250|||NNNNNNNNNNNNNNN
    26|受益者事前通知無効理由|Advanced Beneficiary Notice Override Reason|CWE|60||0552|NNNNNNNNNNNNNNN
    27|実施者可能日時|Filler's Expected Availability Date/Time|TS|26|||NNNNNNNNNNNNNNN
    28|守秘コード|Confidentiality Code|CWE|250||0177|NNNNNNNNNNNNNNN
    29|オーダタイプ|Order Type|CWE|250||0482|NONOORREEOOOOOO
    30|入力者承認モード|Enterer Authorization Mode|CNE|250||0483|NNNNNNNNNNNNNNN
    =TQ1|タイミング/数量|Timing/Quantity|OMD OMP-01 OMP-11 OMP-02 OMP-12 OML-01 OMG-01 OMG-11 OMG-02 OMG-12 OMG-03 OMG-13
    1|セットID-TQ1|Set ID - TQ1|SI|4|||NOOOOORRRRRRR
    2|数量|Quantity|CQ|20|||NNOOOONNNOOOO
    3|繰返しパターン|Repeat Pattern|RPT|540|+||NOOOCCNNNOOOO
    4|明示的な時間|Explicit Time|TM|20|+||NNNNNNNNNOOOO
    5|相対時間/単位|Relative Time and Units|CQ|20|+||NNNNNNNNNOOOO
    6|サービス期間|Service Duration|CQ|20|||NNOONNNNNOOOO
    7|開始日時|Start date/time|TS|26|||NOOOOOEOOOOOO
    8|終了日時|End date/time|TS|26|||NNOOOOOOOOOOO
    9|優先度|Priority|CWE|250|+|0485|NONNNNERRRRRR
    10|条件テキスト|Condition text|TX|250|||NNNNNNNNNOOOO
    11|テキスト指令|Text instruction|TX|250|||NNOOCCOOOOOOO
    12|連結|Conjunction|ID|10|||NCCCNNCCCOOOO
    13|事象継続期間|Occurrence duration|CQ|20|||NNNNNNNNNOOOO
    14|事象総数|Total occurrence's|NM|10|||NNNNOONNNOOOO
    =ODS|食事オーダ|Dietary Order
    1|タイプ|Type|ID|1|||R
    2|サービス時間帯|Service Period|CWE|250|+||O
    3|食事、補食、嗜好コード|Diet, Supplement, or Preference Code|CWE|250|+||R
    4|テキスト指示|Text Instruction|ST|80|+||O
    =RXE|薬剤/処置コード化オーダ|Pharmacy/Treatment Encoded Order|OMP-01 OMP-11 OMP-02 OMP-12
    1|数量/タイミング|Quantity/Timing|TQ|200|||NNNNN
    2|与薬コード|Give Code|CWE|250|||NRRRR
    3|与薬量－最小|Give Amount - Minimum|NM|20|||NRRRR
    4|与薬量－最大|Give Amount - Maximum|NM|20|||NOONN
    5|与薬単位|Give Units|CWE|250|||NRRRR
    6|与薬剤形|Give Dosage Form|CWE|250||MR9P-form|NOOOO
    7|依頼者の投薬指示|Provider's Administration Instructions|CWE|250|+||NOOOO
    8|配布先|Deliver-to Location|LA1|200|||NNNNN
    9|代替品状態|Substitution Status|ID|1|||NNNNN
    10|調剤量|Dispense Amount|NM|20|||NRROO
    11|調剤単位|Dispense Units|CWE|250|||NRROO
    12|同一薬発行数|Number of Refills|NM|3|||NNNNN
    13|オーダ発行者のDEA番号|Ordering Provider's DEA Number|XCN|250|+||NOOOO
    14|薬剤師/治療提供者の検証ID|Pharmacist/Treatment Supplier's Verifier ID|XCN|250|+||NOOOO
    15|処方箋番号|Prescription Number|ST|20|||NOOOO
    16|薬剤残数|Number of Refills Remaining|NM|20|||NOOOO
    17|調剤済薬品数または投与数|Number of Refills/Doses Dispensed|NM|20|||NOOOO
    18|調剤済薬品数または投与数の最新日時|D/T of Most Recent Refill or Dose Dispensed|TS|26|||NOOOO
    19|1日あたりの総投与量|Total Daily Dose|CQ|10|||NCCOO
    20|人によるレビューの必要性|Needs Human Review|ID|1|||NNNOO
    21|薬剤部門/治療部門による特別な調剤指示|Pharmacy/Treatment Supplier's Special Dispensing Instructions|CWE|250|+|MR9P-rxinstr|NOOOO
    22|時間あたりの与薬|Give Per (Time Unit)|ST|20|||NOOOO
    23|与薬速度|Give Rate Amount|ST|6|||NNNOO
    24|与薬速度単位|Give Rate Units|CWE|250|||NNNOO
    25|与薬力価|Give Strength|NM|20|||NOOOO
    26|与薬力価単位|Give Strength Units|CWE|250|||NOOOO
    27|与薬指示|Give Indication|CWE|250|+||NOOOO
    28|調剤パッケージサイズ|Dispense Package Size|NM|20|||NOOOO
    29|調剤パッケージサイズの単位|Dispense Package Size Unit|CWE|250|||NOOOO
    30|調剤パッケージ方法|Dispense Package Method|ID|2|||NOOOO
    31|補足コード|Supplementary Code|CWE|250|+||NNNNN
    32|当初のオーダ日/時間|Original Order Date/Time|TS|26|||NOOOO
    33|与薬力価量|Give Drug Strength Volume|NM|5|||NOOOO
    34|与薬力価量単位|Give Drug Strength Volume Units|CWE|250|||NOOOO
    35|薬物コントロールスケジュール|Controlled Substance Schedule|CWE|60|||NOOOO
    36|処方集ステータス|Formulary Status|ID|1|||NOOOO
    37|薬物代替え|Pharmaceutical Substance Alternative|CWE|60|+||NOOOO
    38|最新の与薬の薬剤部|Pharmacy of Most Recent Fill|CWE|250|||NOOOO
    39|最初の調剤量|Initial Dispense Amount|NM|250|||NOOOO
    40|調剤薬剤部|Dispensing Pharmacy|CWE|250|||NOOOO
    41|調剤薬剤部の住所|Dispensing Pharmacy Address|XAD|250|||NOOOO
    42|患者への配達場所|Deliver-to Patient Location|PL|80|||NOOOO
    43|配達先住所|Deliver-to Address|XAD|250|||NOOOO
    44|薬剤オーダタイプ|Pharmacy Order Type|ID|1|||NOOOO
    =RXR|薬剤/処置 経路|Pharmacy/Treatment Route|OMP-01 OMP-11 OMP-02 OMP-12
    1|経路|Route|CWE|250||0162|NRRRR
    2|部位|Administration Site|CWE|250|||NOOOO
    3|投薬装置|Administration Device|CWE|250||0164|NOOOO
    4|投薬方法|Administration Method|CWE|250|||NOOOO
    5|経路指示|Routing Instruction|CWE|250|||NNNNN
    6|投薬現場モディファイア|Administration Site Modifier|CWE|250|||NNNNN
    =RXC|薬剤/処置 成分|Pharmacy/Treatment Component
    1|RX成分タイプ|RX Component Type|ID|1||0166|R
    2|成分コード|Component Code|CWE|250|||R
    3|成分量|Component Amount|NM|20|||R
    4|成分単位|Component Units|CWE|250|||R
    5|成分力価|Component Strength|NM|20|||O
    6|成分力価単位|Component Strength Units|CWE|250|||O
    7|補足コード|Supplementary Code|CWE|250|+||O
    8|成分薬力価量|Component Drug Strength Volume|NM|5|||O
    9|成分力価量単位|Component Drug Strength Volume Units|CWE|250|||O
    =RXA|薬剤/処置 投薬|Pharmacy/Treatment Administration
    1|与薬サブIDカウンター|Give Sub-ID Counter|NM|4|||R
    2|投薬サブIDカウンター|Administration Sub-ID Counter|NM|4|||R
    3|投薬開始日時|Date/Time Start of Administration|TS|26|||R
    4|投薬終了日時|Date/Time End of Administration|TS|26|||R
    5|投薬コード|Administered Code|CWE|250|||R
    6|投薬量|Administered Amount|NM|20|||R
    7|投薬単位|Administered Units|CWE|250|||C
    8|投薬剤形|Administered Dosage Form|CWE|250|||O
    9|投薬注記|Administration Notes|CWE|250|+||O
    10|投薬者|Administering Provider|XCN|250|+||O
    11|投薬場所|Administered-at Location|LA2|200|||C
    12|時間あたりの投薬|Administered Per (Time Unit)|ST|20|||C
    13|投薬力価|Administered Strength|NM|20|||O
    14|投薬力価単位|Administered Strength Units|CWE|250|||O
    15|薬剤ロット番号|Substance Lot Number|ST|20|+||O
    16|薬剤有効期限|Substance Expiration Date|TS|26|+||O
    17|薬剤製造者名|Substance Manufacturer Name|CWE|250|+||O
    18|薬剤/治療拒否理由|Substance/Treatment Refusal Reason|CWE|250|+||O
    19|指示|Indication|CWE|250|+||O
    20|完了状態|Completion Status|ID|2||0322|O
    21|アクションコード＿RXA|Action Code – RXA|ID|2|||O
    22|システム入力日時|System Entry Date/Time|TS|26|||O
    23|投薬力価量|Administered Drug Strength Volume|NM|5|||O
    24|投薬力価量単位|Administered Drug Strength Volume Units|CWE|250|||O
    25|投薬バーコード識別機能|Administered Barcode Identifier|CWE|60|||O
    26|薬剤オーダタイプ|Pharmacy Order Type|ID|1|||O
    =CTI|臨床試験識別|Clinical Trial Identification
    1|後援者試験識別子|Sponsor Study ID|EI|60|||R
    2|試験相識別子|Study Phase Identifier|CWE|250|||C
    3|試験予定時間ポイント|Study Scheduled Time Point|CWE|250|||O
    """
}
