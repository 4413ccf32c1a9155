"""The hospital, its staff and its patients. Nobody and nothing here exists."""

from collections import namedtuple

FACILITY_CODE = "2212345678"
FACILITY_NAME = "登呂市民病院"
FACILITY_POSTCODE = "000-0001"
FACILITY_ADDRESS = "登呂県日宮市京本町１−１"
FACILITY_PHONE = "000-0000-1000"

# Number, family and given name, the same in kana, department.
STAFF = {
    "internal": ("D1001", "宮坂", "日出子", "ミヤサカ", "ヒデコ", "01"),
    "respiratory": ("D1002", "入船", "京介", "イリフネ", "キョウスケ", "05"),
    "gastro": ("D1003", "京谷", "本子", "キョウタニ", "モトコ", "06"),
    "cardio": ("D1004", "日下", "宮雄", "クサカ", "ミヤオ", "08"),
    "paediatrics": ("D1005", "本多", "時子", "ホンダ", "トキコ", "09"),
    "surgery": ("D1006", "五島", "時雄", "ゴトウ", "トキオ", "10"),
    "orthopaedics": ("D1007", "時枝", "宮太", "トキエダ", "ミヤタ", "11"),
    "obstetrics": ("D1008", "宮入", "京子", "ミヤイリ", "キョウコ", "24"),
    "radiology": ("D1009", "日置", "線一", "ヒオキ", "センイチ", "30"),
    "nurse": ("N2001", "京田", "春日", "キョウダ", "ハルヒ", "01"),
    "nurse_night": ("N2002", "入野", "宮代", "イリノ", "ミヤヨ", "01"),
    "technician": ("T3001", "本宿", "日菜", "モトジュク", "ヒナ", "38"),
    "midwife": ("N2003", "日吉", "時恵", "ヒヨシ", "トキエ", "24"),
    "clerk": ("E4001", "本間", "入子", "ホンマ", "イリコ", "01"),
}

DEPARTMENTS = {
    "01": "内科",
    "05": "呼吸器科",
    "06": "消化器科",
    "08": "循環器科",
    "09": "小児科",
    "10": "外科",
    "11": "整形外科",
    "24": "産科",
    "30": "放射線科",
    "38": "臨床検査科",
}

Patient = namedtuple(
    "Patient",
    "id regional family given kana_family kana_given birth sex postcode address phone doctor"
    " height weight blood",
)


def _patient(number, regional, name, birth, sex, block, doctor, height, weight, blood):
    family, given, kana_family, kana_given = name.split()
    return Patient(
        f"{number:010d}", regional, family, given, kana_family, kana_given, birth, sex,
        f"000-01{number % 100:02d}",
        f"登呂県日宮市京本町{block}", f"000-0000-0{number}", doctor, height, weight, blood)


PATIENTS = {
    p.id[-3:]: p
    for p in (
        _patient(101, "R0000000101", "宮本 日和 ミヤモト ヒヨリ", "19580412", "F", "２−３−４", "internal", "153.4", "58.2",
        "A"),
        _patient(102, "R0000000102", "京極 本昭 キョウゴク モトアキ", "19491103", "M", "５−１−７", "respiratory", "166.0",
        "54.7", "O"),
        _patient(103, "R0000000103", "日向 時生 ヒナタ トキオ", "20190621", "M", "１−８−２０１", "paediatrics", "107.5",
        "17.8", "B"),
        _patient(104, "R0000000104", "髙橋 京子 タカハシ キョウコ", "19720908", "F", "３−２−１", "gastro", "160.2", "51.0",
        "AB"),
        _patient(105, "R0000000105", "本宮 昭一 モトミヤ ショウイチ", "19530227", "M", "９−４", "cardio", "170.1", "72.3",
        "A"),
        _patient(106, "R0000000106", "入江 五月 イリエ サツキ", "19840517", "F", "４−６−１１", "surgery", "158.8", "49.5",
        "O"),
        _patient(107, "R0000000107", "時田 宮子 トキタ ミヤコ", "19660730", "F", "７−７−７", "orthopaedics", "155.0",
        "62.4", "B"),
        _patient(108, "R0000000108", "日野 京香 ヒノ キョウカ", "19930214", "F", "６−１０−３０５", "obstetrics", "162.3",
        "57.9", "A"),
        _patient(109, "R0000000109", "宮入 日出男 ミヤイリ ヒデオ", "19610819", "M", "８−１", "internal", "172.6", "80.5",
        "O"),
        _patient(110, "R0000000110", "本条 五郎 ホンジョウ ゴロウ", "19471212", "M", "１０−２", "internal", "161.9", "60.0",
        "AB"),
        _patient(111, None, "京本 時子 キョウモト トキコ", "19801125", "F", "１１−３", "internal", "159.4", "53.1", "A"),
        _patient(112, None, "日高 本子 ヒダカ モトコ", "19750303", "F", "１２−５", "internal", "156.7", "50.8", "B"),
    )
}

# local_id, decision, from, to, kinds, recipients, document
CONSENTS = [
    ("101", "grant", "2024-01-10", "", "all", "all", "C-2024-0001"),
    ("102", "grant", "2024-01-15", "", "all", "all", "C-2024-0002"),
    ("103", "grant", "2024-02-01", "", "all", "all", "C-2024-0003"),
    ("104", "grant", "2024-02-02", "", "all", "all", "C-2024-0004"),
    ("105", "grant", "2024-02-20", "", "all", "all", "C-2024-0005"),
    ("106", "grant", "2024-03-04", "", "all", "all", "C-2024-0006"),
    ("107", "grant", "2024-03-11", "", "all", "all", "C-2024-0007"),
    ("108", "grant", "2024-03-18", "", "ADT-00;ADT-61;PPR-01;OMP-01", "all", "C-2024-0008"),
    ("109", "grant", "2024-03-25", "", "all", "all", "C-2024-0009"),
    ("109", "withdraw", "2024-06-03", "", "all", "all", "C-2024-0012"),
]

LIMITED = {"108": {"ADT-00", "ADT-61", "PPR-01", "OMP-01"}}
CONSENTING = {"101", "102", "103", "104", "105", "106", "107", "108"}
WITHDRAWN = {"109"}
