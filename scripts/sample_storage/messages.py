"""Messages of the 36 rows, field by field as SS-MIX2 describes them."""

from . import hl7
from .codes import DIAGNOSES, DRUGS, MATERIALS, PANELS, TESTS, USAGES
from .hospital import (
    DEPARTMENTS, FACILITY_ADDRESS, FACILITY_CODE, FACILITY_NAME, FACILITY_PHONE, FACILITY_POSTCODE, PATIENTS,
    STAFF,
)
from .hl7 import segment, xad, xcn, xcn_short, xpn, xtn

PROFILE = "SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO"
CLASS_TEXT = {"I": "入院患者オーダ", "O": "外来患者オーダ"}


class Message:
    """One message: whose, when, and its segments."""

    def __init__(self, short, timestamp, kind, care_date, segments):
        self.patient = PATIENTS[short]
        self.timestamp, self.care_date = timestamp, care_date
        head = segment("MSH", {
            3: "HIS", 4: FACILITY_CODE, 5: "GW", 6: "RCV", 7: f"{timestamp[:14]}.{timestamp[14:]}", 9: kind,
            10: f"{timestamp}{short}"[2:], 11: "P", 12: "2.5", 18: "~ISO IR87", 20: "ISO 2022-1994",
            21: PROFILE})
        self.text = "".join(line + "\r" for line in [head, *segments])


# MARK: Common segments


def evn(recorded, planned="", occurred="", reason="02"):
    return segment("EVN", {
        2: recorded[:14], 3: planned, 4: reason, 5: xcn_short(STAFF["clerk"]), 6: occurred, 7: FACILITY_CODE})


def pid(short, updated=""):
    p = PATIENTS[short]
    return segment("PID", {
        1: "0001", 3: f"{p.id}^^^^PI", 5: xpn(p.family, p.given, p.kana_family, p.kana_given), 7: p.birth,
        8: p.sex,
        11: xad(p.postcode, p.address), 13: xtn(p.phone), 33: updated})


def pv1(patient_class, location, doctor, department="", prior="", admitting=None, disposition="", start="",
    end=""):
    return segment("PV1", {
        1: "0001", 2: patient_class, 3: location, 6: prior, 7: xcn(STAFF[doctor]),
        10: department or STAFF[doctor][5],
        17: xcn(STAFF[admitting]) if admitting else "", 36: disposition, 44: start, 45: end})


def outpatient(doctor, start=""):
    department = STAFF[doctor][5]
    return pv1("O", f"{department}^^^^^C", doctor, start=start)


def ward(ward_code, room, bed):
    return f"{ward_code}^{room}^{bed}^^^N"


def orc(control, order, ordered, doctor, patient_class, group="", filler="", status="", parent="",
    department=""):
    code = department or STAFF[doctor][5]
    return segment("ORC", {
        1: control, 2: order, 3: filler, 4: group, 5: status, 8: parent, 9: ordered,
        10: xcn_short(STAFF["clerk"]),
        12: xcn(STAFF[doctor]), 13: f"{code}^^^^^C", 17: f"{code}^{DEPARTMENTS[code]}^HL70069",
        18: "PC01^^99T01",
        21: FACILITY_NAME, 22: xad(FACILITY_POSTCODE, FACILITY_ADDRESS, "B"), 23: xtn(FACILITY_PHONE, "WPN"),
        29: f"{patient_class}^{CLASS_TEXT[patient_class]}^HL70482"})


def tq1(repeat="", days="", start="", end="", priority="", instruction="", total=""):
    return segment("TQ1", {
        1: "1", 3: repeat, 6: f"{days}^d" if days else "", 7: start, 8: end, 9: priority, 11: instruction,
        14: total})


def usage(name):
    code, text = USAGES[name]
    return f"{code}&{text}&JAMISDP01"


def obx(number, kind, identifier, value, unit="", reference="", flag="", status="F", sub="", at=""):
    return segment("OBX", {
        1: number, 2: kind, 3: identifier, 4: sub, 5: value, 6: f"{unit}^{unit}^ISO+" if unit else "",
        7: reference,
        8: flag, 11: status, 14: at})


def al1(number, kind, text, code="", system="99T02"):
    names = {"DA": "薬物アレルギー", "FA": "食物アレルギー"}
    return segment("AL1", {1: number, 2: f"{kind}^{names[kind]}^HL70127", 3: f"{code}^{text}^{system}"})


# MARK: ADT


def demographics(short, timestamp, relative=None, allergies=(), insurance="C0", disability=False,
    phone2=False):
    """ADT-00, A08."""
    p = PATIENTS[short]
    lines = [evn(timestamp), pid(short, timestamp[:14])]
    if phone2:
        lines[1] = lines[1].replace(xtn(p.phone), f"{xtn(p.phone)}~{xtn('000-0000-9' + short, 'EMR', 'CP')}")
    if relative:
        names, relation, address = relative
        lines.append(segment("NK1", {
            1: "1", 2: xpn(*names.split()), 3: f"{relation}^HL70063",
            4: xad(p.postcode, address or p.address),
            5: xtn("000-0000-8" + short)}))
    lines.append(outpatient(p.doctor))
    lines.append(segment("DB1", {1: "1", 2: "PT", 4: "Y" if disability else "N"}))
    lines += [
        obx(1, "NM", "9N001000000000001^身長^JC10", p.height, "cm"),
        obx(2, "NM", "9N006000000000001^体重^JC10", p.weight, "kg"),
        obx(3, "CWE", "5H010000001999911^血液型-ABO式^JC10", f"{p.blood}^{p.blood}型^JSHR002"),
    ]
    lines += [al1(i, *allergy) for i, allergy in enumerate(allergies, 1)]
    names = {"C0": "国民健康保険", "06": "組合管掌健康保険", "39": "後期高齢者医療"}
    lines.append(segment("IN1", {
        1: "1", 2: f"{insurance}^{names[insurance]}^JHSD0001", 3: "00990" + short, 4: "登呂県日宮市",
        10: f"日宮{short}",
        11: f"00{short}7", 12: "20240401", 13: "20260331", 17: "SEL^本人^HL70063"}))
    return Message(short, timestamp, "ADT^A08^ADT_A01", "-", lines)


def adt(short, timestamp, trigger, structure, care_date, visit, planned="", occurred="", pv2=None):
    """Any other ADT message; visit is its PV1."""
    lines = [evn(timestamp, planned, occurred), pid(short), visit]
    if pv2:
        lines.append(segment("PV2", pv2))
    return Message(short, timestamp, f"ADT^{trigger}^{structure}", care_date, lines)


def visit(short, timestamp, doctor, start):
    """ADT-12, A04."""
    return adt(short, timestamp, "A04", "ADT_A01", start[:8], outpatient(doctor, start))


def allergies(short, timestamp, rows):
    """ADT-61, A60: rows of type, allergen (CWE), severity, reaction, onset date, onset text."""
    kinds = {
        "DA": "薬物アレルギー", "FA": "食物アレルギー", "EA": "環境アレルギー", "LA": "花粉アレルギー", "AA": "動物アレルギー",
    }
    grades = {"MI": "軽度", "MO": "中等度", "SV": "重度", "U": "不明"}
    lines = [evn(timestamp), pid(short)]
    for i, (kind, allergen, grade, reaction, onset, onset_text) in enumerate(rows, 1):
        lines.append(segment("IAM", {
            1: i, 2: f"{kind}^{kinds[kind]}^HL70127", 3: allergen, 4: f"{grade}^{grades[grade]}^HL70128",
            5: reaction,
            6: "A^追加^HL70323", 7: f"A{short}{i:02d}", 11: onset, 12: onset_text, 13: timestamp[:8]}))
    return Message(short, timestamp, "ADT^A60^ADT_A60", "-", lines)


# MARK: PPR


def diagnoses(short, timestamp, rows):
    """PPR-01, ZD1: rows of a dictionary each: name, doctor, onset, setting, and what else is known."""
    outcomes = {"F": "完全回復", "N": "回復せず", "R": "回復中"}
    settings = {"O": "外来時", "H": "入院時", "L": "退院時"}
    lines = [pid(short)]
    for i, row in enumerate(rows, 1):
        number, text, icd, exchange = DIAGNOSES[row["name"]]
        setting = row.get("setting", "O")
        outcome = row.get("outcome", "")
        lines.append(segment("PRB", {
            1: "AD", 2: row["onset"], 3: f"{number}^{row.get('prefix', ('', ''))[1]}{text}^MDCDX2",
            4: row.get("instance", f"{short}{i:09d}"), 7: row["onset"], 9: row.get("resolved", ""),
            10: "^".join([
                icd, "", "I10" if icd else "", setting, settings[setting], "JHSD0004",
                *(["2013"] if icd else [])]),
            13: "1^疑いあり^JHSD0005" if row.get("suspected") else "",
            14: f"{outcome}^{outcomes[outcome]}^HL70241" if outcome else "", 15: row.get("resolved", ""),
            16: row["onset"], 17: row.get("onset_text", ""),
            18: "1^主診断^JHSD0007" if row.get("main") else ""}))
        prefix = row.get("prefix")
        lines.append(segment("ZPR", {
            1: f"{prefix[0]}^{prefix[1]}^MDCDX2" if prefix else "", 2: f"{number}^{text}^MDCDX2",
            5: f"{exchange}^{text}^MDCDX2" if exchange else "", 7: row.get("comment", "")}))
        patient_class = "I" if setting == "H" else "O"
        lines.append(orc("NW", f"9{short}{i:011d}", row["onset"] + "100000", row["doctor"], patient_class))
    return Message(short, timestamp, "PPR^ZD1^PPR_ZD1", "-", lines)


# MARK: Medication


def prescription(short, timestamp, order, doctor, patient_class, groups, ordered="", control="NW",
    visit_segment=None):
    """OMP-01, RDE^O11: groups of (usage, days or total, start, [(drug, dose, daily, amount)])."""
    ordered = ordered or timestamp[:14]
    lines = [pid(short), visit_segment or outpatient(doctor)]
    form = "IHP^入院処方^MR9P" if patient_class == "I" else "OHP^外来処方^MR9P~OHO^院外処方^MR9P"
    for rp, (how, days, start, drugs) in enumerate(groups, 1):
        for name, dose, daily, amount in drugs:
            code, text, unit, dosage_form, route = DRUGS[name]
            unit_code, unit_text = unit.split("^")
            lines.append(orc(control, order, ordered, doctor, patient_class, group=rp))
            lines.append(segment("RXE", {
                2: f"{code}^{text}^HOT9", 3: dose, 5: f"{unit}^MR9P", 6: f"{dosage_form}^MR9P", 10: amount,
                11: f"{unit}^MR9P", 15: f"{ordered[:8]}{order[-5:]}",
                19: f"{daily}^{unit_code}&{unit_text}&MR9P" if daily else "", 21: form}))
            occasional = how in ("pain", "attack")
            lines.append(tq1(usage(how), "" if occasional else days, start, total=days if occasional else ""))
            lines.append(segment("RXR", {1: f"{route}^HL70162"}))
    return Message(short, timestamp, "RDE^O11^RDE_O11", ordered[:8], lines)


def administered(short, timestamp, order, doctor, visit_segment, start, end, drugs, nurse="nurse", place="",
    group="1", note=""):
    """OMP-11 and OMP-12, RAS^O17: drugs of (drug, amount)."""
    lines = [pid(short), visit_segment, orc("NW", order, start, doctor, "I", group=group)]
    route, device = "PO^口", ""
    for i, (name, amount) in enumerate(drugs, 1):
        code, text, unit, _, route = DRUGS[name]
        lines.append(segment("RXA", {
            1: "0", 2: i, 3: start, 4: end, 5: f"{code}^{text}^HOT9", 6: amount, 7: f"{unit}^MR9P",
            9: f"^{note}^99T03" if note else "", 10: xcn(STAFF[nurse]), 11: place, 20: "CP",
            22: timestamp[:14]}))
    if route.startswith("IV"):
        device = "IVP^点滴ポンプ^HL70164"
    lines.append(segment("RXR", {1: f"{route}^HL70162", 3: device}))
    return Message(short, timestamp, "RAS^O17^RAS_O17", start[:8], lines)


def injection(short, timestamp, order, doctor, visit_segment, times, drugs, rate="", control="NW"):
    """OMP-02, RDE^O11: one Rp per time, each a mixture."""
    lines = [pid(short), visit_segment]
    for i, (start, end) in enumerate(times, 1):
        lines.append(orc(control, order, timestamp[:14], doctor, "I", group=f"{order}_01_{i:03d}"))
        lines.append(segment("RXE", {
            2: "00^一般^99I02", 3: "1", 5: "DOSE^回分^MR9P", 6: "INJ^注射剤^MR9P", 7: "^指定時間で投与^99T04",
            15: f"{start[:8]}-{i:03d}", 21: "IHP^入院処方^MR9P~FTP^定時処方^99I01", 22: "H1" if rate else "",
            23: rate,
            24: "ml/hr^ミリリットル／時間^ISO+" if rate else ""}))
        lines.append(tq1(start=start, end=end))
        lines.append(segment("RXR", {1: "IV^静脈内^HL70162", 3: "IVP^点滴ポンプ^HL70164"}))
        for part, (name, amount) in enumerate(drugs):
            code, text, unit, _, _ = DRUGS[name]
            lines.append(segment("RXC", {
                1: "A" if part else "B", 2: f"{code}^{text}^HOT9", 3: amount, 4: f"{unit}^MR9P"}))
    return Message(short, timestamp, "RDE^O11^RDE_O11", timestamp[:8], lines)


# MARK: Laboratory


def lab_order(short, timestamp, order, doctor, visit_segment, patient_class, groups, control="NW"):
    """OML-01, OML^O33: groups of (material, panel, [test])."""
    lines = [pid(short), visit_segment]
    for i, (material, panel, tests) in enumerate(groups, 1):
        code, text = MATERIALS[material]
        lines.append(segment("SPM", {1: i, 4: f"{code}^{text}^JC10", 17: timestamp[:12]}))
        lines.append(orc(control, order, timestamp[:14], doctor, patient_class))
        lines.append(tq1(priority="R^ルーチン^HL70485"))
        lines.append(segment("OBR", {
            1: i, 2: order, 4: f"{PANELS[panel][0]}^{PANELS[panel][1]}^99T05", 16: xcn(STAFF[doctor])}))
        for n, test in enumerate(tests, 1):
            lines.append(obx(n, "", f"{TESTS[test][0]}^{TESTS[test][1]}^JC10^{test}^{TESTS[test][1]}^99T06",
                "", status="O"))
    return Message(short, timestamp, "OML^O33^OML_O33", timestamp[:8], lines)


def lab_result(short, timestamp, order, doctor, visit_segment, patient_class, collected, groups, status="F"):
    """OML-11, OUL^R22: groups of (material, panel, [(test, value, flag[, status])])."""
    lines = [pid(short), visit_segment]
    for i, (material, panel, results) in enumerate(groups, 1):
        code, text = MATERIALS[material]
        filler = f"{collected[:8]}{order[-4:]}{i}"
        lines.append(segment("SPM", {1: i, 2: filler, 4: f"{code}^{text}^JC10", 17: collected}))
        lines.append(segment("OBR", {
            1: i, 2: order, 3: filler, 4: f"{PANELS[panel][0]}^{PANELS[panel][1]}^99T05", 7: collected,
            8: collected,
            16: xcn(STAFF[doctor]), 22: timestamp[:14]}))
        lines.append(orc("SC", order, collected, doctor, patient_class, filler=filler,
            status="CM" if status == "F" else "IP"))
        for n, result in enumerate(results, 1):
            test, value, flag = result[:3]
            code17, name, kind, unit, reference = TESTS[test]
            lines.append(obx(
                n, kind, f"{code17}^{name}^JC10^{test}^{name}^99T06", value, unit, reference, flag,
                result[3] if len(result) > 3 else status, at=collected))
    return Message(short, timestamp, "OUL^R22^OUL_R22", collected[:8], lines)


def culture(short, timestamp, order, doctor, visit_segment, collected, findings, susceptibility=(),
    status="F"):
    """OML-11 of bacteriology: findings of (JANIS code, name, quantity), then (drug, MIC, category)."""
    filler = f"{collected[:8]}{order[-4:]}1"
    lines = [
        pid(short), visit_segment,
        segment("SPM", {1: 1, 2: filler, 4: "061^喀痰^JC10", 8: "^右下葉気管支^99T07", 17: collected}),
        segment("OBR", {
            1: 1, 2: order, 3: filler, 4: "6B0100000061742^培養同定（一般細菌）^JC10", 7: collected, 8: collected,
            16: xcn(STAFF[doctor]), 22: timestamp[:14]}),
        orc("SC", order, collected, doctor, "I", filler=filler, status="CM" if status == "F" else "IP"),
    ]
    number = 0
    for i, (code, name, quantity) in enumerate(findings, 1):
        number += 1
        lines.append(obx(
            number, "CWE", "6B010000006174214^培養同定（一般細菌）菌名判定^JC10", f"{code}^{name}^JANIS", flag="A",
            status=status, sub=i, at=collected))
        number += 1
        lines.append(obx(
            number, "ST", "6B010000006174211^培養同定（一般細菌）菌量^JC10", quantity, flag="A", status=status, sub=i,
            at=collected))
    for drug, mic, category in susceptibility:
        number += 1
        lines.append(obx(
            number, "ST", f"6C205000006174311^薬剤感受性検査 {drug}^JC10", mic, "ug/mL", flag=category,
            status=status,
            sub=1, at=collected))
    return Message(short, timestamp, "OUL^R22^OUL_R22", collected[:8], lines)


# MARK: Examinations, meals


def examination(short, timestamp, order, doctor, visit_segment, patient_class, panel, children, supporting=(),
    control="NW"):
    """OMG-01, -02, -03, OMG^O19: the order, its parent and its children."""
    department = STAFF[doctor][5]
    lines = [pid(short), visit_segment]

    def group(code, number, service, parent=""):
        return [
            orc(code, number, timestamp[:14], doctor, patient_class, parent=parent, department=department),
            tq1(priority="R^ルーチン^HL70485"),
            segment("OBR", {1: 1, 2: number, 4: service, 16: xcn(STAFF[doctor]), 29: parent}),
        ]

    lines += group(control, order, panel)
    lines += [obx(i, *row) for i, row in enumerate(supporting, 1)]
    for i, child in enumerate(children, 1):
        if i == 1:
            lines += group("PA", order, panel)
        lines += group("CH", f"{int(order) + i:015d}", child, parent=order)
    return Message(short, timestamp, "OMG^O19^OMG_O19", timestamp[:8], lines)


def performed(short, timestamp, order, doctor, visit_segment, patient_class, done, panel, steps, accession,
    modality, ordered=""):
    """OMG-11, -12, OMI^Z23: steps of (service, [OBX rows], staff, ZE2)."""
    image = segment("IPC", {
        1: accession, 2: "P" + accession[-4:], 3: "2.25." + str(2 * 10**37 + int(accession[1:]) * 7919),
        5: f"{modality}^^DCM"})
    lines = [pid(short), visit_segment]

    def group(code, number, service, parent=""):
        return [
            orc(code, number, ordered or done, doctor, patient_class, parent=parent),
            tq1(priority="R^ルーチン^HL70485"),
            segment("OBR", {
                1: 1, 2: number, 4: service, 7: done, 16: xcn(STAFF[doctor]), 22: timestamp[:14], 25: "F",
                29: parent}),
        ]

    lines += [*group("NW", order, panel), image, *group("PA", order, panel), image]
    for i, (service, rows, staff, exposure) in enumerate(steps, 1):
        lines += group("CH", f"{int(order) + i:015d}", service, parent=order)
        lines.append(segment("ZE1", {1: "1", 2: "RS", 3: service, 4: "1", 7: xcn(STAFF[staff])}))
        lines += [obx(n, *row) for n, row in enumerate(rows, 1)]
        if exposure:
            voltage, current, distance, seconds = exposure
            lines.append(segment("ZE2", {
                1: "1", 2: f"{voltage}^kV", 3: f"{current}^mA", 4: f"{distance}^cm", 5: f"{seconds}^s",
                6: "1"}))
        lines.append(image)
    return Message(short, timestamp, "OMI^Z23^OMI_Z23", done[:8], lines)


def physiology_result(short, timestamp, order, doctor, visit_segment, patient_class, done, service, rows):
    """OMG-13, ORU^R01: rows of OBX arguments."""
    lines = [
        pid(short), visit_segment, orc("SC", order, done, doctor, patient_class, status="CM"),
        segment("OBR", {1: 1, 2: order, 4: service, 7: done, 16: xcn(STAFF[doctor]), 22: timestamp[:14],
        25: "F"}),
        tq1(priority="R^ルーチン^HL70485"),
    ]
    lines += [obx(i, *row) for i, row in enumerate(rows, 1)]
    return Message(short, timestamp, "ORU^R01^ORU_R01", done[:8], lines)


def meal(short, timestamp, order, doctor, visit_segment, start, diet, text, control="NW", allergy=None):
    """OMD, OMD^O03."""
    lines = [pid(short), visit_segment]
    if allergy:
        lines.append(al1(1, *allergy))
    lines += [
        orc(control, order, timestamp[:14], doctor, "I"),
        tq1("TID&１日３回&HL70335", start=start, priority="R^ルーチン^HL70485"),
        segment("ODS", {1: "D", 3: diet, 4: text}),
    ]
    return Message(short, timestamp, "OMD^O03^OMD_O03", timestamp[:8], lines)


def vital_signs(short, timestamp, key, doctor, visit_segment, rounds):
    """Extended storage, ORU^R30: rounds of (time, systolic, diastolic, pulse, breaths, temperature, SpO2)."""
    day = rounds[0][0][:8]
    lines = [
        pid(short), visit_segment, orc("SC", key, rounds[0][0], doctor, "I", filler="V" + key, status="CM"),
        segment("OBR", {
            1: 1, 2: key, 3: "V" + key, 4: "01^バイタル^99T08", 7: rounds[0][0], 8: rounds[-1][0],
            16: xcn(STAFF[doctor]), 22: timestamp[:14]}),
    ]
    number = 0
    for at, *values in rounds:
        for (code, name, unit, unit_text, reference), value in zip(VITAL_SIGNS, values):
            number += 1
            lines.append(segment("OBX", {
                1: number, 2: "NM", 3: f"{code}^{name}^JC10", 5: value, 6: f"{unit}^{unit_text}^ISO+",
                7: reference,
                11: "F", 14: at}))
    return Message(short, timestamp, "ORU^R30^ORU_R30", day, lines)


VITAL_SIGNS = (
    ("9A751000000000001", "収縮期血圧（１回目）", "mm(hg)", "mmHg", "<130"),
    ("9A761000000000001", "拡張期血圧（１回目）", "mm(hg)", "mmHg", "<85"),
    ("9P300000000000001", "脈拍（測定部位記載なし）", "(hb)", "回／１分", "50-90"),
    ("9P200000000000001", "呼吸数（観察または聴診）", "/min", "回／１分", "12-16"),
    ("9P100000000000001", "体温（体温計による腋窩）", "cel", "℃", "35.5-37.5"),
    ("3H065000000000001", "経皮的酸素飽和度", "%", "%", ">95"),
)
