"""What villages are called: family names with a word for the ground, and names that tell of trees, wells and distances.

The lists are sorted by the ground on which such a name is believable.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in their order."""
    return tuple(text.split())


SURNAMES: tuple[str, ...] = tuple(
    "张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁宋唐许韩冯邓曹彭曾田董潘于蔡余杜叶程苏魏吕任沈姚卢姜崔钟谭陆汪范石廖贾夏方白邹孟"
    "熊秦邱江尹薛阎段侯龙史陶黎顾毛郝龚邵万钱严武戴向汤温康施文牛樊葛邢安齐易乔庞颜倪庄聂鲁岳翟殷耿关焦左甘祝包景"
)

# 张家 + …
AFTER_FAMILY: dict[str, tuple[str, ...]] = {
    "mountain": ("沟", "岔", "坪", "梁", "岭", "湾", "崖", "坡", "洼", "山", "掌", "峡", "台"),
    "foothill": ("湾", "坪", "塬", "坡", "沟", "洼", "川", "庄", "台", "咀", "河", "岘"),
    "plain": ("庄", "营", "屯", "堡", "渠", "寨", "滩", "墩", "桥", "塘", "井", "楼", "店", "园"),
    "river": ("湾", "滩", "渡", "桥", "坝", "河", "川", "磨"),
}

# after these 家 may be left out
SHORT = "庄营屯堡寨楼店桥"

OF_THE_GROUND: dict[str, tuple[str, ...]] = {
    "mountain": words("""
        柳树沟 红崖湾 松树岔 石窑沟 野狐岭 鹿角梁 桦林沟 羊圈沟 大掌 白石崖 冷水沟
        药沟 滴水崖 鹰嘴崖 马鞍梁 青石岭 簸箕湾 羊角岔 豹子沟 磨石沟 干柴沟 阴洼 阳坡
        云雾山 杏树岔 核桃沟 独松岭 分水岭 黄蒿梁 麻地沟 荞麦岭 雪山根 铧尖 锁龙沟
        石垭口 蝉鸣沟 火石寨 横梁 一碗泉 滚石坡 半坡 牛心山 黑林沟 烟雾沟 木炭沟
    """),
    "foothill": words("""
        杏树湾 榆树坪 梨园坪 红土坡 枣树台 瓦窑坡 苜蓿塬 胡麻塬 川口 沟门 大坪 土桥
        双岔 油坊湾 水磨川 酸枣台 槐树塬 花坡 葫芦湾 崖头 窑头 柳树坪 白土窑 烽台坡
        柿子湾 谷子坪 糜子川 桃花坪 陈台 石磨湾 长坡 斜坡 新窑 古城坪 羊路 驿马坡
        菜子塬 盐锅坪 凤凰台 旱台 山根 堡子坪
    """),
    "plain": words("""
        官庄 马营 旧城 沙枣墩 白杨庄 双井 甜水井 清水渠 麦场 谷场 仓房 红柳滩 芦苇滩
        沙窝 教场 新庄 六坝 四坝 头道渠 二道渠 三道渠 五道湾 八户庄 九间房 大树庄
        苏武墩 油坊庄 铁匠营 豆腐庄 盐池滩 黄花滩 团庄 方家新庄 营盘 四方墩 驼铃庄
        西瓜滩 枸杞滩 棉花庄 葵花滩 车马店 皇粮庄 车轱辘庄 土门子 柳条堡 沙塘 荷花塘
        老槐庄 三棵树 枣园
    """),
    "river": words("""
        老渡口 河湾 芦草湾 月牙滩 鸭儿湾 水磨湾 沙河沿 桥头 柳林滩 鱼儿滩 坝头 三道湾
        石桥 船家湾 白鹭滩 水口 漫水桥 沙沟沿 柳湾 大水湾 双河沿 青石渡 木桥 河心滩
    """),
    "new": words("""
        富丰 兴盛 团结 新建 幸福 光荣 和睦 奋进 富民新村 安乐新村 迎春 建设 同心新村 迎阳 新发 永盛
    """),
}

# two neighbours share one of these: 上… higher up, 东… farther east, 大… larger
SHARED: dict[str, tuple[str, ...]] = {
    "mountain": ("桃坪", "庙岔", "泉沟"),
    "foothill": ("柳川", "杏坡", "窑湾"),
    "plain": ("沙窑", "泉寨", "官渠", "马桥"),
    "river": ("河滩", "渡口湾", "磨滩"),
}

BY_DISTANCE: dict[int, str] = {
    3: "三里桥",
    5: "五里墩",
    7: "七里铺",
    8: "八里庄",
    10: "十里铺",
    12: "十二里墩",
    15: "十五里墩",
    20: "二十里铺",
    25: "二十五里店",
    30: "三十里铺",
    35: "三十五里井",
    40: "四十里店",
    45: "四十五里墩",
    50: "五十里铺",
}

IN_TOWN: tuple[str, ...] = words("东关 西关 南街 北门 文华 滨河 站南 南河 和美 阳光 禾苑 新园 学府")
