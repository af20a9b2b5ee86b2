"""Short names for filters, used by make_queries.py."""
import os
import pathlib
import sys
from datetime import date, timedelta

SHARED = pathlib.Path(os.environ.get("SHOEBOX_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared"))
sys.path.append(str(SHARED / "data/album"))
import rules as tables  # only its table of holidays (compared with ICU's Chinese calendar) and names of seasons and hours

TODAY = date(2026, 11, 23)


def span(a=None, b=None):
    """Half-open."""
    return {k: v for k, v in (("from", a), ("to", b)) if v}


def Y(a, b=None):
    return span(f"{a}-01-01", f"{(b or a) + 1}-01-01")


def M(y, m, n=1):
    e = m + n - 1
    return span(f"{y}-{m:02d}-01", f"{y + e // 12}-{e % 12 + 1:02d}-01")


def D(s, n=1):
    d = date.fromisoformat(s)
    return span(s, (d + timedelta(n)).isoformat())


def ago(n):
    return D((TODAY - timedelta(n)).isoformat())


def lastdays(n):
    return D((TODAY - timedelta(n - 1)).isoformat(), n)


def S(y, name):
    return {"spring": M(y, 3, 3), "summer": M(y, 6, 3), "autumn": M(y, 9, 3), "winter": M(y, 12, 3)}[name]


def seasons(name):
    return {"months": {"spring": [3, 4, 5], "summer": [6, 7, 8], "autumn": [9, 10, 11], "winter": [12, 1, 2]}[name]}


def H(name, *years):
    r = [[a.isoformat(), b.isoformat()] for a, b in (tables.HOLIDAYS[name](y) for y in (years or range(2003, 2028)))]
    return {"holiday": name, **(span(*r[0]) if len(r) == 1 else {"ranges": r})}


def months(*m):
    return {"months": list(m)}


def md(*d):
    return {"monthdays": list(d)}


def mdrange(m, a, b):
    return {"monthdays": [f"{m:02d}-{d:02d}" for d in range(a, b + 1)]}


HOURS = {"凌晨": (0, 5), "清晨": (5, 8), "morning": (5, 12), "noon": (11, 14), "afternoon": (12, 18), "dusk": (17, 20), "night": (18, 5), "deep": (22, 5)}


def hrs(name):
    return {"hours": list(HOURS[name] if isinstance(name, str) else name)}


def wd(*d):
    return {"weekdays": list(d)}


WEEKEND, WORKDAYS = wd(5, 6), wd(0, 1, 2, 3, 4)


def pl(country=None, admin1=None, city=None):
    return {k: v for k, v in (("country", country), ("admin1", admin1), ("city", city)) if v}


def at(*p):
    return {"places": [pl(x) if isinstance(x, str) else x for x in p]}


def near(name, lat, lon):
    return {"near": {"name": name, "lat": lat, "lon": lon, "km": 30}}


def who(*n, any=False):
    return {"people": list(n), **({"people_op": "any"} if any else {})}


def cam(*c):
    return {"cameras": list(c)}


def mk(*makes):
    return [{"make": m} for m in makes]


PHONES = mk("Apple", "HUAWEI", "Xiaomi", "samsung", "vivo", "OPPO", "OnePlus", "HONOR", "Google", "Nokia")
DRONE = {"kind": "drone"}
IPHONE = {"make": "Apple", "model_has": "iPhone"}
NIKON, FUJI, SONY, CANON, HUAWEI = ({"make": m} for m in ("NIKON CORPORATION", "FUJIFILM", "SONY", "Canon", "HUAWEI"))

CITY = dict(
    shenzhen=pl("CN", "Guangdong", "Shenzhen"), chongqing=pl("CN", "Chongqing"), nanjing=pl("CN", "Jiangsu", "Nanjing"), guilin=pl("CN", "Guangxi", "Guilin"), changsha=pl("CN", "Hunan", "Changsha"),
    zhangjiajie=pl("CN", "Hunan", "Zhangjiajie"), qingdao=pl("CN", "Shandong", "Qingdao"), kunming=pl("CN", "Yunnan", "Kunming"), urumqi=pl("CN", "Xinjiang", "Urumqi"), xiamen=pl("CN", "Fujian", "Xiamen"),
    dunhuang=pl("CN", "Gansu", "Dunhuang"), dalian=pl("CN", "Liaoning", "Dalian"), wuhan=pl("CN", "Hubei", "Wuhan"), jilincity=pl("CN", "Jilin", "Jilin"), changchun=pl("CN", "Jilin", "Changchun"),
    macau=pl("MO"), kaohsiung=pl("TW", "Kaohsiung"), tainan=pl("TW", "Tainan"), nagoya=pl("JP", "Aichi", "Nagoya"), nara=pl("JP", "Nara"), kobe=pl("JP", "Hyogo", "Kobe"), hakodate=pl("JP", "Hokkaido", "Hakodate"),
    furano=pl("JP", "Hokkaido", "Furano"), hokkaido=pl("JP", "Hokkaido"), kanazawa=pl("JP", "Ishikawa", "Kanazawa"), fukuoka=pl("JP", "Fukuoka"), seoul=pl("KR", "Seoul"), busan=pl("KR", "Busan"), jeju=pl("KR", "Jeju"),
    seogwipo=pl("KR", "Jeju", "Seogwipo"), hanoi=pl("VN", "Hanoi"), saigon=pl("VN", "Ho Chi Minh City"), chiangmai=pl("TH", "Chiang Mai"), kl=pl("MY", "Kuala Lumpur"), penang=pl("MY", "Penang"), bali=pl("ID", "Bali"),
    siemreap=pl("KH", "Siem Reap"), kathmandu=pl("NP", "Bagmati", "Kathmandu"), dubai=pl("AE", "Dubai"), amman=pl("JO", "Amman"), tbilisi=pl("GE", "Tbilisi"), istanbul=pl("TR", "Istanbul"),
    marrakesh=pl("MA", "Marrakesh-Safi", "Marrakesh"), lisbon=pl("PT", "Lisbon"), lisboncity=pl("PT", "Lisbon", "Lisbon"), sintra=pl("PT", "Lisbon", "Sintra"), porto=pl("PT", "Porto"), vienna=pl("AT", "Vienna"), prague=pl("CZ", "Prague"),
    copenhagen=pl("DK", "Capital Region", "Copenhagen"), edinburgh=pl("GB", "Scotland", "Edinburgh"), scotland=pl("GB", "Scotland"), dublin=pl("IE", "Leinster", "Dublin"), barcelona=pl("ES", "Catalonia", "Barcelona"), madrid=pl("ES", "Madrid"),
    rome=pl("IT", "Lazio", "Rome"), venice=pl("IT", "Veneto", "Venice"), budapest=pl("HU", "Budapest"), berlin=pl("DE", "Berlin"), munich=pl("DE", "Bavaria", "Munich"), bavaria=pl("DE", "Bavaria"), zurich=pl("CH", "Zurich"),
    interlaken=pl("CH", "Bern", "Interlaken"), amsterdam=pl("NL", "North Holland", "Amsterdam"), athens=pl("GR", "Attica", "Athens"), petersburg=pl("RU", "Saint Petersburg"), buenosaires=pl("AR", "Buenos Aires F.D."),
    mexicocity=pl("MX", "Mexico City"), cancun=pl("MX", "Quintana Roo", "Cancun"), cusco=pl("PE", "Cusco"), havana=pl("CU", "Havana"), vancouver=pl("CA", "British Columbia", "Vancouver"), montreal=pl("CA", "Quebec", "Montreal"),
    toronto=pl("CA", "Ontario", "Toronto"), quebec=pl("CA", "Quebec"), seattle=pl("US", "Washington", "Seattle"), wa=pl("US", "Washington"), dc=pl("US", "District of Columbia"), chicago=pl("US", "Illinois", "Chicago"),
    hawaii=pl("US", "Hawaii"), honolulu=pl("US", "Hawaii", "Honolulu"), la=pl("US", "California", "Los Angeles"), california=pl("US", "California"), georgia_us=pl("US", "Georgia"), atlanta=pl("US", "Georgia", "Atlanta"),
    melbourne=pl("AU", "Victoria", "Melbourne"), victoria=pl("AU", "Victoria"), queenstown=pl("NZ", "Otago", "Queenstown"),
)


def c(*names):
    return at(*(CITY[n] for n in names))
