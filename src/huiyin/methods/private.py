"""The forms of personal data: one rule each, most certain first. ``redact`` applies them.

A rule is a regular expression whose group "it" is what goes, and a check that can still say no. The text it
reads is a shadow of the same length with plain ASCII digits and letters. Every repetition is bounded: no text
takes more than linear time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What sort of personal data a span held."""

    PHONE = "phone"
    MAIL = "mail"
    IDENTITY = "identity"
    CARD = "card"
    ACCOUNT = "account"
    PLATE = "plate"
    HOME = "home"
    NAME = "name"


def _always(_match: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of personal data.

    ``holds`` is a last check; ``digits``: it has at least one digit; ``spelled``: 一二三 are digits here;
    ``office``: in a text that an office writes this is its own, and stays.
    """

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = _always
    digits: bool = True
    spelled: bool = False
    office: bool = False


def _digits(match: re.Match[str]) -> str:
    return "".join(filter(str.isdigit, match["it"]))


def _luhn(match: re.Match[str]) -> bool:
    """The check digit of ISO/IEC 7812-1, or a word before the number that says it is an account."""
    number = [int(digit) for digit in reversed(_digits(match))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in number[1::2]]
    by_word = _CARD_WORD.search(match.string, max(0, match.start() - 16), match.start())
    return bool(by_word) or ((sum(number[::2]) + sum(doubled)) % 10 == 0 and len(set(number)) > 1)


def _not_an_office(match: re.Match[str]) -> bool:
    """Whether no word for an office stands shortly before: its line and its room are public."""
    return not _OFFICE.search(match.string, max(0, match.start("it") - 14), match.start("it"))


def _undated(match: re.Match[str]) -> bool:
    """Whether these numbers are neither a date nor a hotline."""
    return not _PUBLIC_FORM.fullmatch(match["it"])


def _worded_line(match: re.Match[str]) -> bool:
    return _undated(match) and _not_an_office(match)


_PUBLIC_FORM = re.compile(
    r"\d{1,2}-\d{1,2}-(?:19|20)\d\d|(?:19|20)\d\d[-.]\d{1,2}[-.]\d{1,2}|0\d{2,3}-?(?:1[12]\d|1[012]\d{3}|9\d{4})"
    r"|[48]00[-\d]{7,9}|9[56]\d{3,6}"
)
_CARD_WORD = re.compile(r"卡号|账号|帐号|账户|银行|尾号|card|account", re.IGNORECASE)
_OFFICE = re.compile(
    r"热线|办公|咨询电话|监督|举报电话|投诉电话|值班|服务电话|受理电话|局|中心|政府|大厅|委员会|办事处|法院|学校|医院|"
    r"派出所|大队|街道办|公司|单位|office|hotline|council|department|school|hospital",
    re.IGNORECASE,
)
_GAP = "[ \t\xa0.·_\u2010-\u2015\u200b-\u200f\u2060\ufe0f\u20e3-]{0,3}"
_D = rf"(?:{_GAP}[0-9])"
_M = rf"(?:{_GAP}[0-9*xX])"


def _rule(
    kind: Kind,
    pattern: str,
    holds: Callable[[re.Match[str]], bool] = _always,
    *,
    digits: bool = True,
    spelled: bool = False,
    office: bool = False,
) -> Rule:
    return Rule(kind, re.compile(pattern), holds, digits, spelled, office)


# -- numbers: mail before handles, the longest numbers first

_DATE8 = rf"(?:{_GAP}(?:1{_GAP}9|2{_GAP}0){_D}{{2}}{_GAP}[01]{_D}{_GAP}[0-3]{_D})"
_IDENTITY = rf"(?<![0-9])(?P<it>[1-9]{_D}{{5}}{_DATE8}{_D}{{3}}{_GAP}[0-9xX])"
_MOBILE = rf"(?<![0-9])(?P<it>(?:(?:\+|00)?{_GAP}86{_GAP})?1{_GAP}[3-9]{_D}{{9}})"
_END = "(?![0-9])"
_SPELLED_END = "(?![0-9]{2})"
_HANDLE_WORD = (
    "(?:微信号?|微信[iI][dD]|薇信|威信|[vV]信|(?i:wechat(?: id)?|weixin|whatsapp|telegram)|抖音号?|快手号?"
    "|(?<![A-Za-z])[vV][xX]|加[vV])"
)
_ENGLISH_PHONE = (
    r"(?:\+[1-9][0-9]{0,2}[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[0-9]{3}[ .-][0-9]{4}"
    r"|\+[1-9][0-9]{0,2}(?:[ .-]?[0-9]{2,4}){2,5}"
    r"|0[1-9][0-9]{2,3}[ -][0-9]{3,4}[ -]?[0-9]{3,4}"
)
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE_CHAR = "[A-HJ-NP-Za-hj-np-z0-9]"
_NUMBERS = (
    _rule(
        Kind.MAIL,
        r"(?<![A-Za-z0-9.%+*-])(?P<it>[A-Za-z0-9._%+*-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9*-]{1,63}"
        r"(?:\.[A-Za-z0-9-]{2,63}){1,4})",
        digits=False,
        office=True,
    ),
    _rule(Kind.IDENTITY, _IDENTITY + _END),
    _rule(Kind.IDENTITY, _IDENTITY + _SPELLED_END, spelled=True),
    _rule(
        Kind.IDENTITY,
        r"(?:身份证|证件|护照|军官证|通行证|社保[卡号]|医保卡|社会保障号|[Pp]assport|ID (?:card|no\.?|number))"
        rf"[^0-9电话\n]{{0,8}}?(?P<it>[A-Z]{{0,2}}[0-9]{_M}{{6,17}})" + _END,
    ),
    _rule(Kind.CARD, rf"(?<![0-9])(?P<it>[2-6]{_D}{{14,18}})" + _END, _luhn),
    _rule(Kind.PHONE, _MOBILE + _END),
    _rule(Kind.PHONE, _MOBILE + _SPELLED_END, spelled=True),
    _rule(Kind.PHONE, r"(?<![0-9])(?P<it>1[3-9][0-9][*xX]{3,6}[0-9]{2,5})" + _END),
    _rule(
        Kind.PHONE,
        rf"(?<![0-9])(?P<it>\(?0[1-9][0-9]{{1,2}}\)?{_GAP}[2-8]{_D}{{6,7}}(?:{_GAP}转{_GAP}[0-9]{{1,5}})?)" + _END,
        _not_an_office,
        office=True,
    ),
    _rule(
        Kind.PHONE,
        r"(?:电话|手机|号码|联系方式|联系我|致电|座机|小灵通|(?i:tel|phone|mobile|call)|تېلېفون|نومۇر)[^0-9\n]{0,8}?"
        rf"(?P<it>\+?[0-9]{_M}{{6,13}})" + _END,
        _worded_line,
        office=True,
    ),
    _rule(
        Kind.ACCOUNT,
        rf"(?:[Qq]{{2}}|扣扣|企鹅)(?:号码?|群号?)?[^0-9A-Za-z\n]{{0,4}}(?P<it>[1-9]{_D}{{4,11}})" + _END,
    ),
    _rule(
        Kind.ACCOUNT,
        rf"{_HANDLE_WORD}[ :是为=号]{{0,4}}(?P<it>@?[A-Za-z0-9][A-Za-z0-9_-]{{4,19}})(?![A-Za-z0-9_-])",
        digits=False,
        office=True,
    ),
    _rule(Kind.PHONE, rf"(?<![0-9$.])(?P<it>{_ENGLISH_PHONE})" + _END, _worded_line, office=True),
    _rule(Kind.IDENTITY, r"(?<![0-9-])(?P<it>[0-9]{3}-[0-9]{2}-[0-9]{4})(?![0-9-])"),
    _rule(
        Kind.PLATE,
        rf"(?P<it>{_PROVINCE} ?[A-HJ-NP-Za-hj-np-z][ ·•‧・.-]{{0,2}}(?=[A-Za-z]{{0,4}}[0-9]){_PLATE_CHAR}{{4,5}}"
        r"(?:[A-HJ-NP-Za-hj-np-z0-9]|[挂学警港澳]))(?![A-Za-z0-9])",
    ),
    _rule(
        Kind.PLATE,
        r"车牌(?:号码?)?[ :为是]{0,3}(?P<it>[A-HJ-NP-Za-hj-np-z](?=[A-Za-z]{0,4}[0-9])[A-HJ-NP-Za-hj-np-z0-9]{5,6})"
        "(?![A-Za-z0-9])",
    ),
    _rule(
        Kind.PLATE,
        r"(?i:licen[sc]e plate|plate(?: no\.?| number)?|registration)[ :#is]{0,6}"
        r"(?P<it>(?=[A-Z -]{0,7}[0-9])[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4})(?![A-Za-z0-9])",
    ),
)

# -- homes: a building or an entrance alone is a public place, a flat is not

_N = "(?:[A-Za-z]?[0-9]{1,4}[A-Za-z]?|[一二三四五六七八九十百零〇]{1,4}|[A-Za-z甲乙丙丁])"
_BUILDING = rf"{_N} ?(?:号楼栋|号楼|号栋|栋|幢|座|#楼?|号院)"
_UNIT = rf"{_N} ?(?:号?单元|门(?!口|面|店|前))"
_FLOOR = rf"{_N} ?(?:层|楼)"
_ROOM_WORD = "(?:室|号房间?|房间|房(?![产屋地租价子款东改])|号(?![楼线文令院公店栋]|门面)|户(?=业主|住户|家里|漏))"
_BARE = "(?![0-9.%年月日元块万米平人户名多余个天岁路次点分度套间栋号吨克斤公里亩家所℃㎡])"
_ROOM = (
    rf"(?:[A-Za-z]?-?[0-9]{{3,4}}[A-Za-z]? ?{_ROOM_WORD}|[A-Za-z]?[0-9]{{3,4}}{_BARE}"
    rf"|[一二三四五六七八九零〇]{{3,4}} ?{_ROOM_WORD}|[0-9]{{1,2}} ?(?:室|号房))"
    rf"(?:[、,/和及][0-9]{{3,4}}(?:室|房)?{_BARE}){{0,30}}"
)
_DASH = "[ -]?"
_AT_HOME = "(?:家住|我住|住在|住址|住处|家庭地址|家庭住址|居住[在于地]?|我家在?|地址:)"
_STREET = r"(?i:st|street|ave|avenue|rd|road|ln|lane|dr|drive|blvd|boulevard|ct|court|pl|place|way|close)"
_FREE = "(?<![0-9A-Za-z])"
_HOMES = (
    _rule(
        Kind.HOME,
        rf"{_FREE}(?P<it>{_BUILDING}{_DASH}(?:{_UNIT}{_DASH})?(?:{_FLOOR}{_DASH})?{_ROOM})",
        digits=False,
    ),
    _rule(Kind.HOME, rf"{_FREE}(?P<it>{_UNIT}{_DASH}(?:{_FLOOR}{_DASH})?{_ROOM})", digits=False),
    _rule(
        Kind.HOME,
        rf"{_FREE}(?P<it>(?:{_FLOOR}{_DASH})?(?:[0-9]{{3,4}}|[一二三四五六七八九零〇]{{3,4}}) ?"
        "(?:室|号房间?|房间))",
        _not_an_office,
        digits=False,
    ),
    _rule(Kind.HOME, r"(?<![0-9-])(?P<it>[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4})(?![0-9-])", _undated),
    _rule(
        Kind.HOME,
        rf"{_AT_HOME}[^,。;\n0-9]{{0,30}}?[路街道巷弄里村组屯坊](?:[0-9]{{1,3}}[巷弄组队])?"
        r"(?P<it>[0-9]{1,5}(?:-[0-9]{1,4})? ?(?:号|弄|附)(?!楼|线|地铁)(?:附?[0-9]{1,3}号)?)",
        office=True,
    ),
    _rule(
        Kind.HOME,
        r"(?<![A-Za-z])(?P<it>(?i:apt|apartment|flat|unit|suite|room)\.? ?#? ?"
        r"(?=[A-Za-z-]{0,2}[0-9])[A-Za-z0-9-]{1,6})(?![A-Za-z0-9])",
        _not_an_office,
    ),
    _rule(
        Kind.HOME,
        r"\b(?i:live|lives|living|reside|resides|home|house|address|residence)\b[^.!?\n0-9]{0,25}"
        rf"(?P<it>[0-9]{{1,5}}[A-Z]?)(?= (?:[NSEW]\.? )?(?:[A-Z][A-Za-z'.-]{{0,20}} ){{1,3}}{_STREET}\b)",
    ),
)

# -- names: only with a sign before or after them

_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木"
_SINGLE = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳鲍史"
    "唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明戴谈宋庞熊纪舒屈项祝董梁杜阮蓝"
    "闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房裘丁宣邓郁单洪包左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封储"
    "靳段焦牧隗谷车侯班仰秋仲伊宫宁仇栾祖武符刘景詹束龙叶幸司黎薄印白蒲卓池乔翟谭申冉雍桑桂牛边尚农温庄晏柴阎连习艾容向古"
    "易廖耿匡国文寇广欧沃蔚越隆聂晁敖冷辛简饶曾沙养丰关查游权盖益公肖涂原初代岳帅缑亢覃植]"
)
_SURNAME = f"(?:{_DOUBLE}|{_SINGLE})"
_NEVER_GIVEN = "的了是我您你他她它们不没这那都就也还要及或被把让给到去说请问吗呢啊吧么什怎很太再但所管员"
_GIVEN = f"(?:(?![{_NEVER_GIVEN}])[\u3400-\u9fff])"
_VERBS = "的家在于被因把将和与等从向是系我住今现男女年来电手身以自说去到有为"
_AFTER = f"(?=[^\u3400-\u9fff]|$|[{_VERBS}]|先生|女士|同志|老师|师傅)"
_FOREIGN = "[\u3400-\u9fff]{2,8}·[\u3400-\u9fff]{2,10}"
_SURE = rf"(?:{_FOREIGN}|{_SURNAME}{_GIVEN}{{1,2}}?{_AFTER})"
_NAME = rf"(?:{_SURE}|{_SURNAME}{_GIVEN}{{2}})"
_NOT_NAMES = re.compile(
    "谢谢|高[度中校层龄兴考]|万[分元家]|马[上路]|常[年常住]|曾[经多于在几]|于[是今]|方[便式案面向]|安[排全置徽]|严[重格厉]|向[上您有户]|平[时安]"
    "|路[过口边面灯]|车[主位辆库间]|房[主东屋产子间租]|黄金|江[边苏西]|金[额融]|温[馨暖度]|白[天白色]|夏天|毛病|毕业|顾客|单[位独]|查询"
    "|包[括工容]|牛奶|连[续接夜同]|华人|文[明化件]|国[家企]|广[大场]|公[司交安园共开示告用摊办]|关[于注心系键水]|管[理道部]|明[明白确天显]"
    "|原[来因则任]|初[中一]|代[表理]|农[村民户]|石[头材]|幸[福好]|易[燃地]|简[单直]|冷水|丰富|权[利益力]|沙子|游客|越来|武警|景区|秋天"
    "|班[主长级]|康复|乐意|边上|尚[未且]|何[时况处]|许[多可]|任[何性务]|汤水|施[工行]|莫[名非]|祝[您领]|季度|童年|盛大|林[业地]|田[地间]"
    "|容易|古城|项[目羽]|伊始|左[右边]|史上|益阳|申[请报诉领]|印象|司[机法]|段[时路]|池塘|黎明[前时]|龙头|余[人户元名万平]|章程|养[老殖父母]|孙[女子]"
    "|钱财|盖完|曲折|封[闭锁]|段落|谈[话判]|贝壳|滕王|安[宁装]|祖[国孙]|宁[波夏]|容[积纳]|储[存藏]|印[刷发]|项[下]|代[收缴办]|家[住里]|任组|尤其|周[末未一二三四五六日]|武汉|公公|明察|方来|任教|储物|卫生|关[掉闭]|盖章|费用|单方|查[办处看原]|何信|向[政省市县区镇乡村局社]|养[狗猫鸡鸭鹅猪鱼花宠]|房[内外门]|车[上内]|严查|符合|管申|包更|时常|安静|[\u3400-\u9fff]{1,3}警官"
)


def _is_name(match: re.Match[str]) -> bool:
    return not (_NOT_NAMES.match(match["it"]) or match["it"][-1] in "镇局村市县区路司厂校院街乡社部处站店队组")


_KIN = (
    "父亲|母亲|爸爸|妈妈|爷爷|奶奶|外公|外婆|丈夫|妻子|老公|老婆|爱人|儿子|女儿|孩子|小孩|孙子|孙女|弟弟|哥哥|姐姐|妹妹|"
    "邻居|同事|同学|朋友|房东|租客|婆婆|公公|岳父|岳母|公婆|嫂子|弟媳|姑姑|舅舅|叔叔|婶婶|姑父|姨妈|侄子|外甥|"
    + "|".join(who + kin for who in "我他她" for kin in "爸妈哥姐弟妹")
)
_NEIGHBOUR = "(?:邻居|隔壁|对门|楼上|楼下|对面|左邻|右舍|邻家)(?:家|的|那个|那家|住户|一家){0,2}"
_DOES = "[占养堆打骂装种放不拆盖砌乱强侵偷又私违擅]|天天|经常|总是|每天|半夜|晚上|长期|多次|一直"
"""What is said of neighbours."""
_ELDER = "(?:大爷|大妈|大娘|大叔|大婶|大伯|大哥|大姐|大嫂|阿姨|奶奶|爷爷|叔叔|婶子|嫂子|老头|老太|先生|女士|师傅|老师)"
_PLAIN_TITLE = (
    "科长|处长|所长|站长|股长|主任|村长|支书|社长|队长|院长|校长|园长|会长|经理|警官|民警|法官|律师|医生|大夫|护士"
    "|老师|教练|师傅|司机|老板|会计|干事|主管|站务员|大爷|大妈|大娘|大叔|大婶|大姐|阿姨"
)
_SHOP = "(?:的)?(?:面|饭|餐|茶|粉|酒|火锅|烧烤|包子|水饺|饺子|馄饨|小吃|熟食|早餐|美食|超市|便利|理发|服装|水果|家常菜)"
_TITLE = f"(?:副|前)?(?:{_PLAIN_TITLE})(?!{_SHOP})"
_HEAD = f"(?:{_PLAIN_TITLE}|书记|局长|镇长|乡长|镇委书记|村委会主任)"
"""Before a whole name; a surname before the title of a head of government or party is how people address them."""
_BEFORE = re.compile(
    "(?:^|[^\u3400-\u9fff]|[的找是问跟让叫和对给被说个位名了系请托送局所院委办科队站校部厅处府村镇乡区县]|中心|公司|小区)$"
)
"""What may stand before a surname that a title follows: so that 公安局长 and 班主任 are none."""
_NO_SURNAME = "班向原代初前连公安车管单国文城关时权房商那边"
_PERSON = "村民|居民|业主|户主|患者|病人|死者|伤者|学生|职工|员工|老人|工友|老板|住户|家长|市民"
_ROLE = "(?:反映|投诉|举报|申请|来信|信访|上访|求助|当事|收件)人|签名|署名|落款|户名|本人签字"
_STAFF = "联系人|经办人|承办人|负责人|咨询人"
_DAY = "(?:\n?[ ]{0,8}[0-9]{2,4}[年./-][0-9年月日./ -]{2,12})"


def _is_titled(match: re.Match[str]) -> bool:
    """Whether a surname can begin here; looked at afterwards, as titles are rare and characters many."""
    start = match.start("it")
    before = match.string[max(0, start - 2) : start]
    if match["it"] in _NO_SURNAME or (match["it"] == "于" and before.endswith(("对", "由"))):
        return False
    return bool(_BEFORE.search(before))


def _name(pattern: str, *, office: bool = False) -> Rule:
    return _rule(Kind.NAME, pattern, _is_name, digits=False, office=office)


_NAMES = (
    _name(
        rf"(?<![盘区目店校司品])(?:姓名|名字) ?[:为是] ?(?P<it>{_FOREIGN}|{_GIVEN}{{2,4}}?)"
        r"(?=[^\u3400-\u9fff]|$|[男女系住电手身])"
    ),
    _name(rf"(?:{_STAFF})[ :]{{0,3}}(?P<it>{_NAME})", office=True),
    _name(rf"(?:姓名|{_ROLE})[ :为是]{{0,3}}(?P<it>{_NAME})"),
    _name(rf"(?:我叫做?|我的名字[叫是]|我?名叫|姓名叫) ?(?P<it>{_NAME})"),
    _name(rf"(?:本人|我是|我系|在下|鄙人)[ :]?(?P<it>{_SURE})"),
    _name(rf"(?:{_KIN})(?:[叫是:]|名叫)? ?(?P<it>{_SURE})"),
    _name(rf"(?:{_PERSON})(?:(?:[叫:]|名叫) ?(?P<it>{_NAME}))"),
    _name(rf"(?:{_PERSON}) ?(?P<it>{_SURNAME}{_GIVEN}{{1,2}})(?=[,、。;(:\s]|$|反映|投诉|举报|来电|来信|咨询|诉求)"),
    _name(
        rf"{_NEIGHBOUR}(?P<it>{_SURNAME}(?!{_ELDER}){_GIVEN}{{1,2}}?)(?=家|[,、。;(:\s]|$|[{_VERBS}]|{_DOES}|先生|女士)"
    ),
    _name(rf"{_NEIGHBOUR}[老小]?(?P<it>{_SURNAME})(?={_ELDER}|家|某)"),
    _rule(Kind.NAME, rf"(?P<it>{_DOUBLE})(?={_TITLE})", _is_titled, digits=False, office=True),
    _rule(Kind.NAME, rf"(?P<it>{_SINGLE})(?={_TITLE})", _is_titled, digits=False, office=True),
    _name(rf"{_HEAD}(?P<it>{_SURE})", office=True),
    _name(rf"(?:敬礼|敬上|此致|叩谢|感谢)[!。.,\s]{{1,12}}(?P<it>{_SURNAME}{_GIVEN}{{1,2}})(?=\s|$|[0-9,。(])"),
    _name(rf"[\n。!?][ ]{{0,20}}(?P<it>{_SURNAME}{_GIVEN}{{1,2}})[ 。]{{0,4}}{_DAY}?\s{{0,20}}\Z"),
    _name(rf"(?<![\u3400-\u9fff])(?P<it>{_SURNAME}{_GIVEN}{{2}})(?=先生|女士|同志|老人|大爷|大妈|阿姨|师傅)"),
    _name(
        r"(?i:\b(?:my name is|i am called|name ?:|contact(?: person)? ?:|signed ?:?|regards,?|sincerely,?"
        r"|yours truly,?|mr\.?|mrs\.?|ms\.?|miss|dr\.?))\s{1,4}"
        r"(?P<it>[A-Z][a-z'-]{1,20}(?: [A-Z]\.?)?(?: [A-Z][a-z'-]{1,20}){0,2})(?![A-Za-z])"
    ),
    _name(r"\b(?:I am|I'm|[Tt]his is) (?P<it>[A-Z][a-z'-]{1,20} [A-Z][a-z'-]{1,20})(?![A-Za-z])"),
    _name("(?:ئىسمىم|ئىسمى)[ :]{1,3}(?P<it>[\u0620-\u06ff]{2,20}(?: [\u0620-\u06ff]{2,20})?)(?![\u0620-\u06ff])"),
)

RULES: Final = (*_NUMBERS, *_HOMES, *_NAMES)
