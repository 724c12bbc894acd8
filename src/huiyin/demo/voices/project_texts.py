"""Three projects that began as complaints, written out: who complained, what was promised, paid, built and said."""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.demo.voices.shapes import Funding, Milestone, Promise, Word


@dataclass(frozen=True, slots=True)
class Origin:
    """A message from which a project grew; `answer` is what its sender was told."""

    days_ago: float
    persona: str
    channel: str
    title: str
    text: str
    answer_after: float
    answer: str
    level: int
    comment: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A project before it has its place; slots in the texts are filled from the area."""

    key: str
    name: str
    why: str
    department: str
    category: str
    field: str
    spot: str
    state: str
    started: int
    reported: int | None
    milestones: tuple[Milestone, ...]
    funding: tuple[Funding, ...]
    promises: tuple[Promise, ...]
    words: tuple[Word, ...]
    origins: tuple[Origin, ...]


FOOTBRIDGE = Draft(
    "footbridge", "{village}过河人行桥", "{village}的孩子和老人要踩着输水管过{river}才能上学、看病,一年里摔下去四回。", "transport",
    "roads.bridge", "daily", "river", "delivered", 268, 92,
    (
        Milestone("到现场量河宽、听村民说走法", 262, 263),
        Milestone("设计图在村委会贴七天", 236, 234),
        Milestone("开工", 205, 201),
        Milestone("桥面合龙", 130, 121),
        Milestone("装栏杆和灯,村民试走", 95, 93),
    ),
    (
        Funding("budgeted", "县级民生项目资金", 1_460_000, 240),
        Funding("budgeted", "镇自筹", 180_000, 240),
        Funding("allotted", "县级民生项目资金", 1_460_000, 214),
        Funding("allotted", "镇自筹", 180_000, 178),
        Funding("paid", "首付工程款", 492_000, 200),
        Funding("paid", "进度款", 720_000, 128),
        Funding("paid", "完工结算", 361_400, 71),
    ),
    (
        Promise("桥在秋季开学前通,孩子不再踩水管过河", "县交通局 {sur}副局长", 262, 84, True),
        Promise("栏杆缝不超过11厘米,小孩的头钻不过去", "县交通局 {sur}副局长", 234, 92, True),
    ),
    (
        Word("confirm", "开学那天我送孙女走过去的。她在桥中间站住了,往下看了半天,说:奶奶,水管在下面。", 84),
        Word("confirm", "我坐轮椅,自己过的。坡不陡。", 77),
        Word("confirm", "走了两个月,桥面不滑,灯也亮。以前去镇上看病绕十一公里,现在一公里多一点。", 33),
        Word("confirm", "我在桥头摆了个小摊,算不算好处?", 21),
    ),
    (
        Origin(
            283, "farmer", "walk_in", "", "我们{village}的娃上学,是踩着{river}上那根输水管过去的。管子有多粗?比大腿粗一点,下雨结了霜就跟抹了油一样。"
            "去年掉下去四个,都是夏天,水浅,捡回来了。冬天呢?我不识字,托小学的老师写。写的时候老师也哭了。", 4.2,
            "您好,看了您的信,第二天我们就去走了那根管子。不修个路、填个坑能了的事,得建桥。县里已经立项,图纸出来先贴在村委会,请您和孩子们先看。"
            "桥没通之前,从下周一起每天早晚有人在管子边守着,另派一辆车绕行接送。", 5, "真的来走了那根管子,皮鞋都湿了",
        ),
        Origin(
            279, "teacher", "letter", "关于{village}学生踩管过河的情况", "我在村小教书二十六年。每天早上七点二十,我站在对岸数人头,二十三个,数够了才敢转身进教室。"
            "夏天数一遍,冬天数两遍。我快退休了,不知道接我的人愿不愿意数。恳请上级建一座人行桥,不必通车,能走人、有栏杆即可。", 5.5,
            "{sur}老师,您好。您数人头的那段话,我们在会上念了。人行桥已经立项,今年秋季开学前通。开学那天请您站到桥上来数。", 5, "开学那天我去数了,二十三个,一个不少。",
        ),
        Origin(
            271, "migrant", "web", "我女儿踩着水管上学", "我在外地装空调,十几层楼挂在外面我不怕。昨天视频,女儿说今天过管子没有哭,我手抖得一下午没敢上架子。", 3.0,
            "您好,已经派人每天守在那里,绕行车也开了。建桥的事定了,秋季开学前通。您干活小心。", 4, "守的人每天都在,我妈说的。谢谢。等桥。",
        ),
    ),
)

WATER_MAIN = Draft(
    "water-main", "{estate}片区供水主管更换", "{estate}一带的主管是1987年的铸铁管,一停水就出黄水,四年里抢修了十九次。", "utilities",
    "utilities.tapquality", "daily", "estate", "disputed", 196, 24,
    (
        Milestone("查清管线走向,挖六个探坑", 188, 185),
        Milestone("方案在各单元门口征求意见", 166, 158),
        Milestone("开工", 135, 118),
        Milestone("主管通水、冲洗、化验", 60, 38),
        Milestone("各楼接通,旧管封死", 45, 24),
    ),
    (
        Funding("budgeted", "县级财政", 3_200_000, 170),
        Funding("budgeted", "公司自筹", 900_000, 170),
        Funding("allotted", "县级财政", 2_000_000, 131),
        Funding("allotted", "县级财政", 1_200_000, 52),
        Funding("paid", "首付工程款", 1_230_000, 117),
        Funding("paid", "进度款", 1_480_000, 61),
        Funding("paid", "管材款", 610_000, 29),
    ),
    (
        Promise("10个月内{estate}每一栋楼的水都走新管", "供水供热公司 {sur}经理", 188, -112, None),
        Promise("施工期间每次停水不超过8小时,提前两天贴通知", "供水供热公司 {sur}经理", 158, 24, False),
    ),
    (
        Word("confirm", "换完以后接了三个早上的水,都是清的。化验单我也看了。", 19),
        Word("confirm", "水压也大了,六楼能用上热水器了。", 16),
        Word("dispute", "报的是“各楼接通”。我家住最后面那栋,没有接!还是老管子,昨天又是黄的。照片就是昨天早上接的水,你们自己看。", 6),
        Word("confirm", "路面也铺平了,就是停水有一回停了十九个小时,说好八小时的。", 11),
    ),
    (
        Origin(
            213, "plain", "web", "四年抢修十九次,能不能换一根管子", "我把业主群四年的停水通知翻了一遍,一共十九次,原因全是“主管破裂”。同一根管子,补了十九个补丁。"
            "算一算抢修的钱,够不够换一根新的?附表格一张。", 6.4, "您好,您的表比我们的台账还全。按您说的算了:四年抢修花了68万元,漏掉的水值41万元。"
            "换管的方案已经报上去,五月底前给结果,先查清管线走向。", 5, "头一回有人把账算给我听",
        ),
        Origin(
            208, "shop", "phone", "", "市民{sur}女士来电反映:其在{estate}门口经营早餐店,水一黄就得倒掉一锅豆浆,今年倒了十一锅。要求更换供水管道,不要再补。", 8.0,
            "您好,换管已经立项,从{estate}开始。施工期间每次停水提前两天贴在您店门口,尽量放在下午两点以后,不误早餐。", 4, "换就好",
        ),
        Origin(
            203, "elder", "walk_in", "", "接待日记录,来人是{estate}的老大爷,他讲:“这根管子是我当年带人埋的,1987年,我二十九。那时候说管三十年。今年多少年了?"
            "它比我孙子他爸岁数都大了。你们要挖,我给你们指,哪儿有弯头哪儿有阀,图纸没了,在我脑子里。”", 2.1,
            "老人家,图纸真的没有了,就靠您了。{sur}经理后天早上八点去接您,一个弯头一个弯头地指,给您算工时。", 5, "接我去了,还给戴了个安全帽",
        ),
    ),
)

CLINIC = Draft(
    "clinic", "{village}卫生室重建", "{village}卫生室是危房,关了十四个月,六百多口人看病要走十几公里。", "health", "health.clinic", "medical", "village",
    "under_way", 224, None,
    (
        Milestone("旧房鉴定、选新址", 216, 214),
        Milestone("村民代表会定位置", 200, 197),
        Milestone("开工", 170, 139),
        Milestone("主体完工", 95, 58),
        Milestone("水电暖接通、设备进场", 40, None),
        Milestone("村医到岗、开门看病", 20, None),
    ),
    (
        Funding("budgeted", "卫生专项资金", 520_000, 206),
        Funding("allotted", "卫生专项资金", 260_000, 149),
        Funding("paid", "首付工程款", 130_000, 137),
        Funding("paid", "主体进度款", 118_000, 55),
    ),
    (
        Promise("今年10月底前开门看病", "县卫健委 {sur}主任", 214, 23, False),
        Promise("没开门之前,巡诊车每周二、五停在村委会门口", "{town}卫生院 {sur}院长", 210, -60, None),
        Promise("余下的26万元年底前拨到位", "县卫健委 {sur}主任", 18, -38, None),
    ),
    (),
    (
        Origin(
            238, "daughter", "hotline", "妈妈量个血压要走十三公里", "我妈高血压,村里卫生室从去年夏天贴了封条就没开过。她走到镇上去量,量出来180,大夫说是走路走的,让她坐下歇一个钟头再量。"
            "歇完157。来回一天,就为了这两个数。", 5.0, "您好,卫生室鉴定为危房,不能再用,决定在村委会东边新建,10月底前开门。在那以前巡诊车每周二、五来,血压、血糖、拿药都在车上。"
            "您妈妈的药已经带去了两个月的。", 4, "巡诊车是来了,等新房子",
        ),
        Origin(
            233, "cadre", "web", "代{village}群众反映卫生室关门一事", "我是村里的网格员,挨户问了一遍:六十岁以上二百零七人,长期吃药的九十四人,家里有车的十一户。"
            "卫生室关了以后,有三位老人把药停了。名单在我这里,不方便公开,可以当面给。", 6.0,
            "您好,名单收到,已由卫生院逐户上门,三位老人的药当天续上了。卫生室重建已立项,选址请村民代表会定。", 5, "续上了,三户我都去看过",
        ),
        Origin(
            31, "farmer", "visit", "", "房子盖起来了,好看。门上一把新锁,里头空的。十月底说开门,十月过完了。我就想问问是钱没到,还是大夫没到。", 9.0,
            "您问得对,两样都没到。资金还差26万元没拨,水电暖停在那里;村医招了两次没人报。我们答应的10月底没有做到,向您和村里人道歉。"
            "钱12月底前拨,大夫先由卫生院轮流来,明年1月15日前开门。", 3, "话是实话,再等一回",
        ),
    ),
)

DRAFTS = (FOOTBRIDGE, WATER_MAIN, CLINIC)
