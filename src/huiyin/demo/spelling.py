"""English spelling of the invented names: one reading for every character that they use."""

from __future__ import annotations

READINGS = """
an安鞍 ba八坝 bai柏白 ban半 bao包豹 bei北 bin滨 bo簸 bu堡 cai柴菜蔡 cang仓 cao曹草 cha岔 chan蝉 chang场昌长
che车 chen陈 cheng城程 chi池 chuan川船 chun春 cui崔 cun村 da大 dai戴 dao道 deng邓 di地滴 dian店 dong东董 dou豆
du杜渡独 duan段 dun墩 er二儿 fan樊范 fang坊房方 fa发 fen分奋 feng丰冯凤烽 fu富府福腐 gan干甘 gao高 ge葛 gen根 geng耿
gong龚 gou枸沟 gu古谷轱顾鼓 gua瓜 guan关官 guang光 gun滚 guo郭锅 han旱韩 hao蒿郝 he何和核河禾荷 hei黑 heng横
hong红 hou侯后 hu户狐胡葫虎 hua华桦花铧 huai槐 huang凰皇黄 huo火 ji箕 jia家贾 jian尖建间 jiang匠姜江 jiao教焦角
jie结街 jin进金 jing井景 jiu九旧 juan圈 kang康 ke棵 kou口 ku苦 kui葵 lao老 le乐 leng冷 li李梨里黎 liang梁粮 liao廖
lin林 ling岭铃 liu六刘柳 long隆龙 lou楼 lu卢芦路辘陆鲁鹭鹿 luo罗 lyu吕 ma马麻 mai麦 man漫 mao毛 mei美 men门 meng孟
mi糜 mian棉 miao庙 min民 ming明鸣 mo磨 mu睦木苜 nan南 ni倪 nie聂 niu牛 pan潘盘 pang庞 peng彭 ping坪平 po坡 pu铺
qi七杞齐 qian前钱 qiao乔桥荞 qin秦 qing清青 qiu邱 qu渠 quan泉 ren任 rong荣 san三 sha沙 shan山 shang上 shao邵 she设
shen沈 sheng盛 shi十史施柿石 shu树 shuang双 shui水 shun顺 si四 song宋松 su苏 suan酸 sun孙 suo锁 tai台 tan滩炭谭
tang唐塘汤 tao桃陶 tian甜田 tiao条 tie铁 tong同 tou头 tu土 tuan团 tun屯 tuo驼 wa洼瓦 wan万湾碗 wang望汪王
wei苇魏 wen文温 wo窝 wu五吴武雾 xi西 xia下夏峡 xian岘 xiang向 xiao小 xie斜 xin心新 xing兴幸杏邢 xiong熊 xu徐蓿许
xue学薛雪 ya垭崖牙鸭 yan严沿烟盐阎雁颜 yang杨羊阳 yao姚窑药 ye叶野 yi一易驿 yin尹殷阴 ying营迎鹰 yong永 you油
yu于余榆鱼 yuan园塬苑 yue岳月 yun云 zao枣 zeng曾 zhai寨翟 zhan站 zhang张掌 zhao赵 zheng郑 zhong钟 zhou周 zhu朱祝
zhuang庄 zi子 zou邹 zui咀嘴 zuo左
"""


def _table() -> dict[str, str]:
    table = {}
    for word in READINGS.split():
        reading = "".join(c for c in word if c < "一")
        table.update(dict.fromkeys(word[len(reading) :], reading))
    return table


PINYIN = _table()


def pinyin(name: str) -> str:
    """One capitalised word, with an apostrophe where syllables would run together: 西安 is Xi'an.

    Raises KeyError for a character whose reading is not listed.
    """
    word = ""
    for character in name:
        syllable = PINYIN[character]
        word += "'" + syllable if word and syllable[0] in "aoe" else syllable
    return word.capitalize()
