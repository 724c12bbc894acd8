"""Names of streets, estates, schools, markets, stops and bridges, in Chinese and English, by what they are."""

from __future__ import annotations

Named = tuple[str, str]

# kind, name, name_en: what the county town has
TOWN: tuple[tuple[str, str, str], ...] = (
    ("road", "人民路", "Renmin Road"),
    ("road", "解放街", "Jiefang Street"),
    ("road", "禾阳大道", "Heyang Avenue"),
    ("road", "滨河北路", "Binhe North Road"),
    ("road", "滨河南路", "Binhe South Road"),
    ("road", "文华街", "Wenhua Street"),
    ("road", "鼓楼巷", "Gulou Lane"),
    ("road", "东关街", "Dongguan Street"),
    ("road", "西关街", "Xiguan Street"),
    ("road", "站前路", "Zhanqian Road"),
    ("road", "学府路", "Xuefu Road"),
    ("road", "麦香路", "Maixiang Road"),
    ("road", "粮库巷", "Liangku Lane"),
    ("road", "工业园一路", "Industrial Park First Road"),
    ("estate", "禾苑小区", "Heyuan Estate"),
    ("estate", "锦绣家园", "Jinxiu Homes"),
    ("estate", "滨河花园", "Binhe Gardens"),
    ("estate", "阳光新城", "Yangguang New Town"),
    ("estate", "和美里小区", "Hemeili Estate"),
    ("estate", "纺织厂家属院", "Textile Mill Housing"),
    ("estate", "农机局家属楼", "Farm Machinery Bureau Flats"),
    ("estate", "望川府", "Wangchuan Court"),
    ("estate", "廉租房小区", "Low-rent Housing Estate"),
    ("estate", "金穗小区", "Jinsui Estate"),
    ("school", "望禾县第一中学", "Wanghe No. 1 Middle School"),
    ("school", "望禾县第二中学", "Wanghe No. 2 Middle School"),
    ("school", "望禾县第三中学", "Wanghe No. 3 Middle School"),
    ("school", "望禾县职业技术学校", "Wanghe Vocational School"),
    ("school", "文华小学", "Wenhua Primary School"),
    ("school", "东关小学", "Dongguan Primary School"),
    ("school", "滨河实验小学", "Binhe Experimental Primary School"),
    ("school", "县幼儿园", "County Kindergarten"),
    ("clinic", "望禾县人民医院", "Wanghe People's Hospital"),
    ("clinic", "望禾县中医院", "Wanghe Hospital of Chinese Medicine"),
    ("clinic", "县妇幼保健院", "County Maternity and Child Health Hospital"),
    ("market", "东关农贸市场", "Dongguan Farmers' Market"),
    ("market", "城西蔬菜批发市场", "West Vegetable Wholesale Market"),
    ("market", "鼓楼夜市", "Gulou Night Market"),
    ("office", "县政务服务中心", "County Government Service Centre"),
    ("office", "县人社局服务大厅", "County Employment and Social Security Hall"),
    ("office", "县图书馆", "County Library"),
    ("park", "望川公园", "Wangchuan Park"),
    ("park", "禾阳广场", "Heyang Square"),
    ("station", "望禾汽车站", "Wanghe Coach Station"),
    ("bus_stop", "鼓楼站", "Gulou bus stop"),
    ("bus_stop", "县医院站", "County Hospital bus stop"),
    ("bus_stop", "一中站", "No. 1 Middle School bus stop"),
    ("bus_stop", "东关市场站", "Dongguan Market bus stop"),
    ("bus_stop", "滨河路口站", "Binhe Road bus stop"),
    ("works", "城北污水处理厂", "North Sewage Works"),
    ("works", "县供热站", "County Heating Plant"),
    ("works", "城东垃圾中转站", "East Waste Transfer Station"),
)

# kind, name, name_en: what the seat of a township has; {x} is its name, {c} its class (镇, 乡; Town, Township)
SEAT: tuple[tuple[str, str, str], ...] = (
    ("office", "{x}{c}便民服务中心", "{x} {c} Service Centre"),
    ("clinic", "{x}{c}卫生院", "{x} {c} Health Centre"),
    ("school", "{x}中心小学", "{x} Central Primary School"),
    ("market", "{x}集贸市场", "{x} Market"),
    ("bus_stop", "{x}客运站", "{x} bus stop"),
    ("home", "{x}敬老院", "{x} Home for the Elderly"),
    ("works", "{x}供水站", "{x} Waterworks"),
)

# only towns (镇) have these besides
TOWNLET: tuple[tuple[str, str, str], ...] = (
    ("road", "{x}正街", "{x} Main Street"),
    ("school", "{x}中学", "{x} Middle School"),
    ("school", "{x}幼儿园", "{x} Kindergarten"),
)

# some of these stand in each town: streets and estates with no township in their name
STREETS: tuple[Named, ...] = (
    ("新市街", "Xinshi Street"),
    ("老街", "Laojie Street"),
    ("桥北路", "Qiaobei Road"),
    ("兴农路", "Xingnong Road"),
    ("槐荫路", "Huaiyin Road"),
    ("供销社巷", "Gongxiaoshe Lane"),
    ("粮站路", "Liangzhan Road"),
    ("富民路", "Fumin Road"),
    ("渠边路", "Qubian Road"),
    ("迎宾路", "Yingbin Road"),
    ("戏台巷", "Xitai Lane"),
    ("金谷街", "Jingu Street"),
    ("水磨巷", "Shuimo Lane"),
    ("西环路", "Xihuan Road"),
    ("育才路", "Yucai Road"),
    ("柳荫路", "Liuyin Road"),
)
ESTATES: tuple[Named, ...] = (
    ("惠民小区", "Huimin Estate"),
    ("安居苑", "Anju Court"),
    ("丰泽园", "Fengze Gardens"),
    ("康居小区", "Kangju Estate"),
    ("福源小区", "Fuyuan Estate"),
    ("幸福里", "Xingfuli Estate"),
    ("桃源小区", "Taoyuan Estate"),
    ("兴业家园", "Xingye Homes"),
)

# what a village may have; {x} is the village without 村
VILLAGE: tuple[tuple[str, str, str], ...] = (
    ("school", "{x}小学", "{x} Primary School"),
    ("clinic", "{x}村卫生室", "{x} Village Clinic"),
    ("bus_stop", "{x}村口站", "{x} bus stop"),
    ("square", "{x}文化广场", "{x} Village Square"),
    ("works", "{x}泵站", "{x} Pumping Station"),
    ("bus_stop", "{x}路口站", "{x} Junction bus stop"),
    ("clinic", "{x}村互助养老点", "{x} Day Centre for the Elderly"),
    ("market", "{x}大集", "{x} Fair"),
)
