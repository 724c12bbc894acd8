"""Personal data goes, everything else stays, and doing it twice changes nothing."""

import csv
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from huiyin.methods.private import Kind
from huiyin.methods.redact import redact, without

DATA = Path(__file__).parents[3] / "shared" / "data" / "messages"
hostile = st.lists(
    st.sampled_from(
        [
            *"我叫张小明本人姓名电话:,。 \n0123456789-栋单元室号楼@.[]\x00\ud800①８一零A湘",
            "[电话]",
            "[姓名]",
            "1380013",
            "联系人",
        ]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("我叫张小明,电话13800138000。", "我叫[姓名],电话[电话]。"),
        ("手机１３８ ００１３ ８０００", "手机[电话]"),
        ("请打138-0013-8000找我", "请打[电话]找我"),
        ("+86 138 0013 8000没人接", "[电话]没人接"),
        ("电话一三八零零一三八零零零一直没人接", "电话[电话]一直没人接"),
        ("打幺三八零零幺三八零零零,谢谢", "打[电话],谢谢"),
        ("我的座机(0731)88665533", "我的座机[电话]"),
        ("请致电88665566联系", "请致电[电话]联系"),
        ("身份证430102199003071234,", "身份证[证件号],"),
        ("430102 19900307 123X是我的", "[证件号]是我的"),
        ("护照号:E12345678", "护照号:[证件号]"),
        ("卡号6222 0213 8001 3800 138", "卡号[银行卡号]"),
        ("转到4111 1111 1111 1111了", "转到[银行卡号]了"),
        ("邮箱zhang.san@163.com,", "邮箱[邮箱],"),
        ("邮箱:zhang(at)163.com", "邮箱:[邮箱]"),
        ("QQ:12345678,微信号abc_12345", "QQ:[社交账号],微信号[社交账号]"),
        ("加我微信 wx-hello8", "加我微信 [社交账号]"),
        ("湘A12345和粤B·D12345两辆车", "[车牌]和[车牌]两辆车"),
        ("沪AD12345新能源", "[车牌]新能源"),
        ("我住3号楼2单元501室", "我住[门牌]"),
        ("3栋201漏水", "[门牌]漏水"),
        ("三栋二单元五零一室", "[门牌]"),
        ("幸福小区3-2-501的住户", "幸福小区[门牌]的住户"),
        ("12栋1203、1204,1205都漏", "[门牌]都漏"),
        ("家住幸福路123号,", "家住幸福路[门牌],"),
        ("本人王芳,女", "本人[姓名],女"),
        ("姓名:阿依古丽·买买提,女", "姓名:[姓名],女"),
        ("联系人:李四", "联系人:[姓名]"),
        ("反映人欧阳小明", "反映人[姓名]"),
        ("我儿子张小明在上学", "我儿子[姓名]在上学"),
        ("村民朱灿,今年六十", "村民[姓名],今年六十"),
        ("邻居张大爷天天放音响", "邻居[姓名]大爷天天放音响"),
        ("隔壁老王家的狗咬人", "隔壁老[姓名]家的狗咬人"),
        ("我家邻居李建国把杂物堆在楼道", "我家邻居[姓名]把杂物堆在楼道"),
        ("找了住建局的王科长,他说不归他管", "找了住建局的[姓名]科长,他说不归他管"),
        ("小学的陈老师体罚学生", "小学的[姓名]老师体罚学生"),
        ("该局局长何喜军(手机没人接)", "该局局长[姓名](手机没人接)"),
        ("我婆婆王桂兰的养老金", "我婆婆[姓名]的养老金"),
        ("村民赵铁柱反映", "村民[姓名]反映"),
        ("我邻居李建国占楼道,楼上的刘大妈泼水", "我邻居[姓名]占楼道,楼上的[姓名]大妈泼水"),
        ("邻居张某某天天放音响,邻居张三养鸡", "邻居[姓名]天天放音响,邻居[姓名]养鸡"),
        ("欧阳处长答应过", "[姓名]处长答应过"),
        ("冀A\u30fb12345、粤B D12345、浙A·D1234学占位", "[车牌]、[车牌]、[车牌]占位"),
        ("青 A 12345占道,车牌号:AD12345", "[车牌]占道,车牌号:[车牌]"),
        ("盼回复!\n张三\n2019年8月1日", "盼回复!\n[姓名]\n2019年8月1日"),
        ("此致敬礼!王小二", "此致敬礼![姓名]"),
        ("My name is John Smith, phone (617) 555-1234.", "My name is [name], phone [phone]."),
        (
            "I live at 12 High Street, Apt 4B. Regards, Mary Lee",
            "I live at [home address] High Street, [home address]. Regards, [name]",
        ),
        ("Mail me: jo@example.org, call +44 20 7946 0958", "Mail me: [e-mail], call [phone]"),
        ("ئىسمىم ئەخمەت، تېلېفون 13800138000", "ئىسمىم [ئىسىم]، تېلېفون [تېلېفون]"),
    ],
)
def test_personal_data_goes(given_text: str, shown: str) -> None:
    assert redact(given_text).text == shown


@pytest.mark.parametrize(
    "harmless",
    [
        "2019年8月起每月涨到1,380,013元,共13,800,138,000元",
        "2023-08-12到2023-09-15停水",
        "3号楼电梯坏了,二单元门口没有灯",
        "幸福路123号门口路灯不亮",
        "拨打12345、110、400-810-0000都没人管",
        "本人高中毕业,本人于2018年来到这里,本人曾经住过",
        "我叫了物业三次,谢谢!",
        "业主方便的话,居民向我反映",
        "微信公众号看不了",
        "G2次列车,K101路公交,S3线",
        "县水利局值班室电话0731-88665533",
        "请到人社局305室办理",
        "办理时限20个工作日,距离1500米,203路",
        "万分感谢!",
        "尊敬的胡书记,您好!张县长:您好!习主席说",
        "公安局长和班主任都来了,由于医生疏忽,对于司机素质不满意,向主任反映",
        "专业老师任教,楼下的储物间,隔壁的武汉一条,律师费用,前任组长",
        "主任医师说,科长岭的路,老师很好,队长不在",
        "马大姐面馆油烟,邻居养狗,隔壁高层,李记牛肉馆老板,对面金店,楼下周黑鸭门店",
        "楼盘名字:金谷豪庭,业主房内漏水,教练车上没有电话,请主任严查",
        "The bus 42 stops at 12 High Street at 10:30, 3 March 2024; $1,200.50",
        "我是金陵镇人,我是卫生局退休的",
        "一座650吨的储罐,第3栋400户",
    ],
)
def test_everything_else_stays(harmless: str) -> None:
    assert redact(harmless).text == harmless


def test_an_office_may_name_who_is_in_charge() -> None:
    told = "请到一楼找王科长,或联系李主任。"
    assert redact(told, office=True).text == told
    assert redact(told).text == "请到一楼找[姓名]科长,或联系[姓名]主任。"


def test_an_office_keeps_its_own_lines_and_contacts_but_not_a_mobile_number() -> None:
    answer = "联系人:李四,电话0731-88665533,邮箱abc@gov.cn,手机13800138000"
    assert redact(answer, office=True).text == "联系人:李四,电话0731-88665533,邮箱abc@gov.cn,手机[电话]"
    assert redact("电话:88665533", keep=["0731-88665533"]).text == "电话:88665533"
    assert redact("手机13800138000", keep=["13800138000"]).spans == ()


def test_a_clerk_can_put_a_span_back() -> None:
    body = "我叫张小明,电话13800138000,邮箱a@b.cn"
    spans = redact(body).spans
    assert [span.kind for span in spans] == [Kind.NAME, Kind.PHONE, Kind.MAIL]
    assert [body[span.start : span.end] for span in spans] == ["张小明", "13800138000", "a@b.cn"]
    assert without(body, [spans[0], spans[2]]) == "我叫[姓名],电话13800138000,邮箱[邮箱]"


@given(hostile)
@example("电话[电话]88665533我叫张三李四")
def test_twice_is_once_and_spans_explain_the_text(wild: str) -> None:
    first = redact(wild)
    assert redact(first.text).spans == ()
    assert without(wild, first.spans) == first.text
    ends = [edge for span in first.spans for edge in (span.start, span.end)]
    assert ends == sorted(ends)


@given(
    st.text(st.sampled_from("我家楼下很吵晚上睡不着请管一管,。 \n"), max_size=20),
    st.integers(13_000_000_000, 19_999_999_999),
    st.sampled_from(["", " ", "-", "–", "\u200b", "."]),
    st.booleans(),
)
def test_no_mobile_number_is_ever_shown(around: str, number: int, gap: str, wide: bool) -> None:
    digits = str(number)
    written = gap.join([digits[:3], digits[3:7], digits[7:]])
    if wide:
        written = written.translate({ord("0") + at: 0xFF10 + at for at in range(10)})
    found = redact(around + written + around)
    assert [(span.start, span.end) for span in found.spans if span.kind == Kind.PHONE] == [
        (len(around), len(around + written))
    ]
    assert not any(char.isdigit() for char in found.text)


@pytest.mark.parametrize("piece", ["1", "13800138000 ", "我叫张三", "a", "a@", "3栋201", "本人", "1-", "\n "])
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    start = time.process_time()
    redact(piece * (1_000_000 // len(piece.encode())))
    assert time.process_time() - start < 15


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this checkout")
def test_real_answers_keep_nearly_all_their_landlines() -> None:
    with gzip.open(DATA / "cn_messages_with_replies.csv.gz", "rt", encoding="utf-8") as file:
        replies = [row["reply"] for row in csv.DictReader(file)][:1000]
    spans = [span for reply in replies for span in redact(reply, office=True).spans]
    assert sum(span.kind is Kind.PHONE for span in spans) <= 2
    assert len(spans) < 200


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "电话\uff1a\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10\uff0c请回电",
            "电话\uff1a[电话]\uff0c请回电",
        ),
        ("13800138000\uff08手机\uff09", "[电话]\uff08手机\uff09"),
        ("\uff08手机\uff0913800138000", "\uff08手机\uff09[电话]"),
        ("家里座机\uff080931\uff098412345", "家里座机[电话]"),
        ("姓名\uff1a张小明\uff0c男", "姓名\uff1a[姓名]\uff0c男"),
        ("联系人\uff1a王建国\uff1b", "联系人\uff1a[姓名]\uff1b"),
        ("我叫张小明\uff0c请修灯", "我叫[姓名]\uff0c请修灯"),
        ("村民李桂英\uff08五组\uff09家没水", "村民[姓名]\uff08五组\uff09家没水"),
        ("此致敬礼\uff01\n张小明", "此致敬礼\uff01\n[姓名]"),
        ("请修灯\uff01\n\u3000\u3000李桂英", "请修灯\uff01\n\u3000\u3000[姓名]"),
        ("微信号\uff1aabc_12345\uff0c", "微信号\uff1a[社交账号]\uff0c"),
        ("\uff13栋\uff12单元\uff15\uff10\uff11室漏水", "[门牌]漏水"),
        ("邮箱\uff1axiaoming\uff20example.com\uff0c", "邮箱\uff1a[邮箱]\uff0c"),
    ],
)
def test_full_width_signs_and_digits_hide_nothing(written: str, shown: str) -> None:
    assert redact(written).text == shown
