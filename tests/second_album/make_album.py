"""make(OUT): writes album.jsonl and people.jsonl of the second album, in the format of ../shared/data/album."""
import json
import os
import random
import struct
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from words import SHARED

DATA = SHARED / "data"
rng = random.Random(77020261)
HOME = ZoneInfo("Asia/Shanghai")

# make, model, lens, file style, writes an offset
D = {
    "cx7430": ("EASTMAN KODAK COMPANY", "KODAK CX7430 ZOOM DIGITAL CAMERA", None, "kodak", False),
    "a95": ("Canon", "Canon PowerShot A95", None, "canon", False),
    "z750": ("CASIO COMPUTER CO.,LTD.", "EX-Z750", None, "casio", False),
    "w7": ("SONY", "DSC-W7", None, "sony", False),
    "n95": ("Nokia", "N95", None, "nokia", False),
    "d90": ("NIKON CORPORATION", "NIKON D90", None, "nikon", False),
    "5d2": ("Canon", "Canon EOS 5D Mark II", "EF24-105mm f/4L IS USM", "canon", False),
    "iphone4s": ("Apple", "iPhone 4S", None, "iphone", False),
    "gf2": ("Panasonic", "DMC-GF2", None, "oly", False),
    "60d": ("Canon", "Canon EOS 60D", None, "canon", False),
    "em1": ("OLYMPUS IMAGING CORP.", "E-M1", None, "oly", False),
    "k5": ("PENTAX", "PENTAX K-5", None, "pentax", False),
    "mi4": ("Xiaomi", "MI 4LTE", None, "android", False),
    "xt10": ("FUJIFILM", "X-T10", None, "fuji", False),
    "d500": ("NIKON CORPORATION", "NIKON D500", None, "nikon", False),
    "iphone7p": ("Apple", "iPhone 7 Plus", "iPhone 7 Plus back iSight Duo camera 3.99mm f/1.8", "iphone", False),
    "iphone8": ("Apple", "iPhone 8", "iPhone 8 back camera 3.99mm f/1.8", "iphone", False),
    "p20": ("HUAWEI", "EML-AL00", None, "android", False),
    "hero7": ("GoPro", "HERO7 Black", None, "gopro", False),
    "iphonexr": ("Apple", "iPhone XR", "iPhone XR back camera 4.25mm f/1.8", "iphone", False),
    "op6t": ("OnePlus", "ONEPLUS A6010", None, "android", False),
    "a6400": ("SONY", "ILCE-6400", "E 18-135mm F3.5-5.6 OSS", "sony", True),
    "iphone11": ("Apple", "iPhone 11", "iPhone 11 back dual wide camera 4.25mm f/1.8", "iphone", True),
    "p30": ("HUAWEI", "ELE-AL00", None, "android", False),
    "air2": ("DJI", "FC3170", None, "dji", False),
    "mi11": ("Xiaomi", "M2011K2C", None, "android", True),
    "90d": ("Canon", "Canon EOS 90D", "EF-S18-135mm f/3.5-5.6 IS USM", "canon", True),
    "mini2": ("DJI", "FC7303", None, "dji", False),
    "vivox80": ("vivo", "V2183A", None, "android", True),
    "mini3p": ("DJI", "FC3582", None, "dji", False),
    "mavic2": ("Hasselblad", "L1D-20c", None, "dji", False),
    "zfc": ("NIKON CORPORATION", "NIKON Z fc", "NIKKOR Z DX 16-50mm f/3.5-6.3 VR", "nikon", True),
    "s23u": ("samsung", "SM-S9180", None, "galaxy", True),
    "pixel6p": ("Google", "Pixel 6 Pro", "Pixel 6 Pro back camera 6.81mm f/1.85", "pixel", True),
    "x100v": ("FUJIFILM", "X100V", None, "fuji", True),
    "iphone14pm": ("Apple", "iPhone 14 Pro Max", "iPhone 14 Pro Max back triple camera 6.86mm f/1.78", "iphone", True),
    "z6ii": ("NIKON CORPORATION", "NIKON Z 6_2", "NIKKOR Z 24-120mm f/4 S", "nikon", True),
    "pixel8p": ("Google", "Pixel 8 Pro", "Pixel 8 Pro back camera 6.9mm f/1.68", "pixel", True),
    "gr3": ("RICOH IMAGING COMPANY, LTD.", "RICOH GR III", None, "ricoh", True),
    "q2": ("LEICA CAMERA AG", "LEICA Q2", None, "leica", True),
    "mate60p": ("HUAWEI", "ALN-AL80", None, "android", True),
    "x100pro": ("vivo", "vivo X100 Pro", None, "android", True),
    "om1": ("OM Digital Solutions", "OM-1", "OM 12-40mm F2.8", "oly", True),
    "gh6": ("Panasonic", "DC-GH6", "LUMIX G VARIO 12-60/F3.5-5.6", "oly", True),
    "r5": ("Canon", "Canon EOS R5", "RF24-70mm F2.8 L IS USM", "canon", True),
    "iphone16p": ("Apple", "iPhone 16 Pro", "iPhone 16 Pro back triple camera 6.765mm f/1.78", "iphone", True),
    "hero12": ("GoPro", "HERO12 Black", None, "gopro", True),
    "insta": ("Arashi Vision", "Insta360 X3", None, "insta", False),
    "findx6": ("OPPO", "OPPO Find X6 Pro", None, "android", True),
    "magic6": ("HONOR", "BVL-AN16", None, "android", True),
    "iphone13m": ("Apple", "iPhone 13 mini", "iPhone 13 mini back dual wide camera 5.1mm f/1.6", "iphone", True),
    "a7cm2": ("SONY", "ILCE-7CM2", "FE 20-70mm F4 G", "sony", True),
    "zve10": ("SONY", "ZV-E10", "E PZ 16-50mm F3.5-5.6 OSS", "sony", True),
    "xt30": ("FUJIFILM", "X-T30", "XF18-55mmF2.8-4 R LM OIS", "fuji", True),
}

# city, admin1, country, zone, latitude, longitude, spread in km, quarters (points that lie in the large city)
P = {
    "shenzhen": ("Shenzhen", "Guangdong", "CN", "Asia/Shanghai", 22.5560, 114.0540, 0.9, [(22.5360, 113.9305), (22.5600, 114.1100)]),
    "chongqing": ("Chongqing", "Chongqing", "CN", "Asia/Shanghai", 29.5570, 106.5770, 1.2, [(29.5240, 106.5720)]),
    "nanjing": ("Nanjing", "Jiangsu", "CN", "Asia/Shanghai", 32.0450, 118.7900, 1.5, [(32.0215, 118.7890)]),
    "guilin": ("Guilin", "Guangxi", "CN", "Asia/Shanghai", 25.2800, 110.2930, 1.0, []),
    "changsha": ("Changsha", "Hunan", "CN", "Asia/Shanghai", 28.1960, 112.9770, 1.2, []),
    "zhangjiajie": ("Zhangjiajie", "Hunan", "CN", "Asia/Shanghai", 29.1250, 110.4800, 1.0, []),
    "qingdao": ("Qingdao", "Shandong", "CN", "Asia/Shanghai", 36.0671, 120.3700, 1.0, []),
    "kunming": ("Kunming", "Yunnan", "CN", "Asia/Shanghai", 25.0400, 102.7100, 1.2, []),
    "urumqi": ("Urumqi", "Xinjiang", "CN", "Asia/Shanghai", 43.8100, 87.6000, 1.2, []),
    "xiamen": ("Xiamen", "Fujian", "CN", "Asia/Shanghai", 24.4700, 118.0900, 1.0, [(24.4457, 118.0640)]),
    "dunhuang": ("Dunhuang", "Gansu", "CN", "Asia/Shanghai", 40.1420, 94.6620, 0.8, []),
    "dalian": ("Dalian", "Liaoning", "CN", "Asia/Shanghai", 38.9140, 121.6250, 1.2, []),
    "hulunbuir": ("Hulunbuir", "Inner Mongolia", "CN", "Asia/Shanghai", 49.2150, 119.7550, 1.0, []),
    "wuhan": ("Wuhan", "Hubei", "CN", "Asia/Shanghai", 30.5840, 114.2900, 1.0, [(30.5440, 114.3060)]),
    "jilin": ("Jilin", "Jilin", "CN", "Asia/Shanghai", 43.8430, 126.5600, 1.0, []),
    "changchun": ("Changchun", "Jilin", "CN", "Asia/Shanghai", 43.8800, 125.3200, 1.2, []),
    "macau": ("Macau", None, "MO", "Asia/Macau", 22.1940, 113.5430, 0.5, []),
    "kaohsiung": ("Kaohsiung", "Kaohsiung", "TW", "Asia/Taipei", 22.6280, 120.3030, 1.2, []),
    "tainan": ("Tainan", "Tainan", "TW", "Asia/Taipei", 22.9950, 120.2060, 1.0, []),
    "nagoya": ("Nagoya", "Aichi", "JP", "Asia/Tokyo", 35.1700, 136.9040, 1.2, []),
    "nara": ("Nara", "Nara", "JP", "Asia/Tokyo", 34.6840, 135.8260, 0.8, []),
    "kobe": ("Kobe", "Hyogo", "JP", "Asia/Tokyo", 34.6901, 135.1910, 0.7, []),
    "hakodate": ("Hakodate", "Hokkaido", "JP", "Asia/Tokyo", 41.7690, 140.7290, 0.8, []),
    "furano": ("Furano", "Hokkaido", "JP", "Asia/Tokyo", 43.3420, 142.3830, 0.5, []),
    "kanazawa": ("Kanazawa", "Ishikawa", "JP", "Asia/Tokyo", 36.5640, 136.6590, 0.8, []),
    "fukuoka": ("Fukuoka", "Fukuoka", "JP", "Asia/Tokyo", 33.5900, 130.4000, 0.8, []),
    "seoul": ("Seoul", "Seoul", "KR", "Asia/Seoul", 37.5665, 126.9830, 1.2, [(37.5020, 127.0300), (37.5560, 126.9230)]),
    "busan": ("Busan", "Busan", "KR", "Asia/Seoul", 35.1580, 129.0590, 0.8, [(35.1605, 129.1590)]),
    "jejusi": ("Jeju City", "Jeju", "KR", "Asia/Seoul", 33.5000, 126.5280, 0.8, []),
    "seogwipo": ("Seogwipo", "Jeju", "KR", "Asia/Seoul", 33.2520, 126.5600, 0.6, []),
    "hanoi": ("Hanoi", "Hanoi", "VN", "Asia/Ho_Chi_Minh", 21.0290, 105.8500, 0.8, []),
    "saigon": ("Ho Chi Minh City", "Ho Chi Minh City", "VN", "Asia/Ho_Chi_Minh", 10.7760, 106.7000, 0.8, []),
    "chiangmai": ("Chiang Mai", "Chiang Mai", "TH", "Asia/Bangkok", 18.7880, 98.9900, 0.8, []),
    "kl": ("Kuala Lumpur", "Kuala Lumpur", "MY", "Asia/Kuala_Lumpur", 3.1480, 101.7000, 0.8, []),
    "penang": ("George Town", "Penang", "MY", "Asia/Kuala_Lumpur", 5.4160, 100.3330, 0.6, []),
    "ubud": ("Ubud", "Bali", "ID", "Asia/Makassar", -8.5070, 115.2620, 0.6, []),
    "kuta": ("Kuta", "Bali", "ID", "Asia/Makassar", -8.7200, 115.1710, 0.5, []),
    "singapore": ("Singapore", None, "SG", "Asia/Singapore", 1.2900, 103.8500, 0.8, [(1.3110, 103.8560)]),
    "siemreap": ("Siem Reap", "Siem Reap", "KH", "Asia/Phnom_Penh", 13.3610, 103.8600, 0.8, []),
    "kathmandu": ("Kathmandu", "Bagmati", "NP", "Asia/Kathmandu", 27.7120, 85.3150, 0.7, []),
    "dubai": ("Dubai", "Dubai", "AE", "Asia/Dubai", 25.2650, 55.3000, 0.7, [(25.0790, 55.1390), (25.1970, 55.2740)]),
    "amman": ("Amman", "Amman", "JO", "Asia/Amman", 31.9520, 35.9300, 0.8, []),
    "tbilisi": ("Tbilisi", "Tbilisi", "GE", "Asia/Tbilisi", 41.6950, 44.8050, 0.8, []),
    "istanbul": ("Istanbul", "Istanbul", "TR", "Europe/Istanbul", 41.0080, 28.9750, 0.8, [(40.9900, 29.0260), (41.0430, 29.0060)]),
    "goreme": (None, "Nevsehir", "TR", "Europe/Istanbul", 38.6430, 34.8290, 0.5, []),
    "marrakesh": ("Marrakesh", "Marrakesh-Safi", "MA", "Africa/Casablanca", 31.6290, -7.9900, 0.8, []),
    "lisbon": ("Lisbon", "Lisbon", "PT", "Europe/Lisbon", 38.7150, -9.1400, 0.6, [(38.6975, -9.2050)]),
    "sintra": ("Sintra", "Lisbon", "PT", "Europe/Lisbon", 38.7970, -9.3900, 0.4, []),
    "porto": ("Porto", "Porto", "PT", "Europe/Lisbon", 41.1540, -8.6200, 0.6, []),
    "vienna": ("Vienna", "Vienna", "AT", "Europe/Vienna", 48.2080, 16.3700, 0.8, [(48.1860, 16.3130)]),
    "prague": ("Prague", "Prague", "CZ", "Europe/Prague", 50.0830, 14.4220, 0.8, []),
    "copenhagen": ("Copenhagen", "Capital Region", "DK", "Europe/Copenhagen", 55.6800, 12.5870, 0.6, []),
    "edinburgh": ("Edinburgh", "Scotland", "GB", "Europe/London", 55.9500, -3.1900, 0.8, [(55.9750, -3.1710)]),
    "dublin": ("Dublin", "Leinster", "IE", "Europe/Dublin", 53.3460, -6.2620, 0.8, []),
    "barcelona": ("Barcelona", "Catalonia", "ES", "Europe/Madrid", 41.3874, 2.1686, 0.8, [(41.4010, 2.1560)]),
    "madrid": ("Madrid", "Madrid", "ES", "Europe/Madrid", 40.4168, -3.7030, 0.8, []),
    "rome": ("Rome", "Lazio", "IT", "Europe/Rome", 41.8930, 12.4900, 0.5, [(41.8890, 12.4700)]),
    "venice": ("Venice", "Veneto", "IT", "Europe/Rome", 45.4360, 12.3350, 0.4, []),
    "budapest": ("Budapest", "Budapest", "HU", "Europe/Budapest", 47.4980, 19.0550, 0.8, []),
    "berlin": ("Berlin", "Berlin", "DE", "Europe/Berlin", 52.5180, 13.4000, 0.9, [(52.4990, 13.4180)]),
    "munich": ("Munich", "Bavaria", "DE", "Europe/Berlin", 48.1380, 11.5750, 0.8, []),
    "zurich": ("Zurich", "Zurich", "CH", "Europe/Zurich", 47.3740, 8.5410, 0.6, []),
    "interlaken": ("Interlaken", "Bern", "CH", "Europe/Zurich", 46.6860, 7.8600, 0.4, []),
    "amsterdam": ("Amsterdam", "North Holland", "NL", "Europe/Amsterdam", 52.3720, 4.8950, 0.8, []),
    "athens": ("Athens", "Attica", "GR", "Europe/Athens", 37.9760, 23.7290, 0.6, []),
    "petersburg": ("Saint Petersburg", "Saint Petersburg", "RU", "Europe/Moscow", 59.9360, 30.3200, 0.9, []),
    "buenosaires": ("Buenos Aires", "Buenos Aires F.D.", "AR", "America/Argentina/Buenos_Aires", -34.6060, -58.3850, 0.8, [(-34.5830, -58.4200)]),
    "mexicocity": ("Mexico City", "Mexico City", "MX", "America/Mexico_City", 19.4326, -99.1380, 0.8, [(19.3500, -99.1610)]),
    "cancun": ("Cancun", "Quintana Roo", "MX", "America/Cancun", 21.1610, -86.8480, 0.8, []),
    "cusco": ("Cusco", "Cusco", "PE", "America/Lima", -13.5200, -71.9770, 0.6, []),
    "havana": ("Havana", "Havana", "CU", "America/Havana", 23.1350, -82.3600, 0.6, []),
    "vancouver": ("Vancouver", "British Columbia", "CA", "America/Vancouver", 49.2800, -123.1190, 0.8, []),
    "montreal": ("Montreal", "Quebec", "CA", "America/Toronto", 45.5060, -73.5650, 0.8, []),
    "toronto": ("Toronto", "Ontario", "CA", "America/Toronto", 43.6500, -79.3830, 0.8, []),
    "seattle": ("Seattle", "Washington", "US", "America/Los_Angeles", 47.6090, -122.3350, 0.8, []),
    "dc": ("Washington", "District of Columbia", "US", "America/New_York", 38.8990, -77.0300, 0.8, []),
    "chicago": ("Chicago", "Illinois", "US", "America/Chicago", 41.8800, -87.6290, 0.9, []),
    "honolulu": ("Honolulu", "Hawaii", "US", "Pacific/Honolulu", 21.3080, -157.8580, 0.6, [(21.2800, -157.8270)]),
    "losangeles": ("Los Angeles", "California", "US", "America/Los_Angeles", 34.0500, -118.2480, 0.8, [(34.1000, -118.3280)]),
    "atlanta": ("Atlanta", "Georgia", "US", "America/New_York", 33.7560, -84.3890, 0.8, []),
    "melbourne": ("Melbourne", "Victoria", "AU", "Australia/Melbourne", -37.8136, 144.9631, 0.8, []),
    "queenstown": ("Queenstown", "Otago", "NZ", "Pacific/Auckland", -45.0320, 168.6610, 0.4, []),
}

# place(s) with first day, last day, number; devices; folder; modes beside plain EXIF are mixed in
T = [
    ("2004/重庆 五一", ["cx7430"], [("chongqing", "2004-05-01", "2004-05-04", 6)]),
    ("2005/南京 暑假", ["a95"], [("nanjing", "2005-07-28", "2005-08-02", 6)]),
    ("2006/桂林山水", ["z750"], [("guilin", "2006-10-02", "2006-10-06", 6)]),
    ("2007/Nepal Trek", ["d90x"], [("kathmandu", "2007-12-30", "2008-01-02", 7)]),
    ("2008/长沙 过年", ["w7"], [("changsha", "2008-02-06", "2008-02-10", 6)]),
    ("2008/青岛 奥帆赛", ["w7", "a95"], [("qingdao", "2008-08-09", "2008-08-12", 6)]),
    ("2009/Roma", ["d90"], [("rome", "2009-09-18", "2009-09-22", 8)]),
    ("2010/Peru 秘鲁", ["5d2"], [("cusco", "2010-07-12", "2010-07-16", 7)]),
    ("2011/Malaysia", ["n95", "5d2"], [("kl", "2011-04-02", "2011-04-04", 5), ("penang", "2011-04-05", "2011-04-07", 4)]),
    ("2012/昆明", ["iphone4s"], [("kunming", "2012-02-28", "2012-03-01", 5)]),
    ("2012/México", ["gf2"], [("mexicocity", "2012-08-04", "2012-08-08", 8), ("cancun", "2012-08-09", "2012-08-11", 4)]),
    ("2012/Angkor 吴哥", ["gf2", "iphone4s"], [("siemreap", "2012-12-19", "2012-12-22", 6)]),
    ("2013/Türkiye", ["60d"], [("istanbul", "2013-05-10", "2013-05-13", 7), ("goreme", "2013-05-14", "2013-05-15", 4)]),
    ("2014/Argentina", ["em1"], [("buenosaires", "2014-12-29", "2015-01-02", 8)]),
    ("2015/新疆 国庆", ["mi4", "k5"], [("urumqi", "2015-10-01", "2015-10-06", 8)]),
    ("2016/Portugal Semana Santa", ["xt10"], [("lisbon", "2016-03-24", "2016-03-26", 6), ("sintra", "2016-03-27", "2016-03-27", 3), ("porto", "2016-03-28", "2016-03-30", 6)]),
    ("2016/Weihnachten", ["d500"], [("vienna", "2016-12-22", "2016-12-24", 6), ("prague", "2016-12-25", "2016-12-28", 7)]),
    ("2017/Pacific NW", ["iphone7p", "d500"], [("vancouver", "2017-06-30", "2017-07-02", 6), ("seattle", "2017-07-03", "2017-07-06", 6)]),
    ("2017/Windy City", ["iphone8"], [("chicago", "2017-10-29", "2017-11-01", 7)]),
    ("2018/新西兰 Queenstown", ["iphone8", "hero7x"], [("queenstown", "2018-01-10", "2018-01-13", 6)]),
    ("2018/厦门 鼓浪屿", ["p20"], [("xiamen", "2018-05-11", "2018-05-14", 7)]),
    ("2018/Белые ночи", ["p20", "d500"], [("petersburg", "2018-06-20", "2018-06-23", 7)]),
    ("2018/澳门", ["p20"], [("macau", "2018-08-16", "2018-08-18", 5)]),
    ("2018/Aloha", ["hero7", "iphonexr"], [("honolulu", "2018-11-19", "2018-11-24", 10)]),
    ("2019/清迈 过年", ["op6t"], [("chiangmai", "2019-02-03", "2019-02-08", 9)]),
    ("2019/名古屋・奈良", ["a6400", "iphonexr"], [("nagoya", "2019-04-04", "2019-04-05", 5), ("nara", "2019-04-06", "2019-04-07", 5)]),
    ("2019/Scotland & Denmark", ["a6400", "iphonexr"], [("copenhagen", "2019-08-20", "2019-08-22", 6), ("edinburgh", "2019-08-23", "2019-08-26", 7)]),
    ("2019/Habana", ["a6400"], [("havana", "2019-11-08", "2019-11-11", 6)]),
    ("2019/Maroc", ["iphone11", "a6400"], [("marrakesh", "2019-12-30", "2020-01-02", 8)]),
    ("2020/张家界 端午", ["p30"], [("zhangjiajie", "2020-06-25", "2020-06-27", 6)]),
    ("2020/重庆 国庆", ["iphone11", "air2"], [("chongqing", "2020-10-01", "2020-10-05", 9)]),
    ("2021/南京 春节", ["mi11", "iphone11"], [("nanjing", "2021-02-10", "2021-02-15", 8)]),
    ("2021/敦煌", ["90d", "mini2"], [("dunhuang", "2021-07-20", "2021-07-24", 8)]),
    ("2021/大连 中秋", ["iphone11", "p30"], [("dalian", "2021-09-19", "2021-09-21", 6)]),
    ("2022/长沙 清明", ["vivox80x"], [("changsha", "2022-04-03", "2022-04-05", 6)]),
    ("2022/Éire", ["zfc"], [("dublin", "2022-05-06", "2022-05-09", 6)]),
    ("2022/呼伦贝尔草原", ["mi11", "mini3p"], [("hulunbuir", "2022-08-02", "2022-08-06", 8)]),
    ("2022/Dubai", ["iphone13m", "zfc"], [("dubai", "2022-11-18", "2022-11-21", 8)]),
    ("2022/Xmas markets", ["zfc", "iphone13m"], [("budapest", "2022-12-21", "2022-12-23", 6), ("berlin", "2022-12-24", "2022-12-28", 8)]),
    ("2023/台湾 南部", ["s23u"], [("tainan", "2023-02-03", "2023-02-05", 6), ("kaohsiung", "2023-02-06", "2023-02-08", 6)]),
    ("2023/부산・제주", ["pixel6p"], [("busan", "2023-05-01", "2023-05-03", 7), ("jejusi", "2023-05-04", "2023-05-05", 4), ("seogwipo", "2023-05-06", "2023-05-07", 4)]),
    ("2023/España", ["x100v", "iphone14pm"], [("barcelona", "2023-08-12", "2023-08-15", 8), ("madrid", "2023-08-16", "2023-08-18", 6)]),
    ("2023/Melbourne NYE", ["z6ii", "iphone14pm"], [("melbourne", "2023-12-29", "2024-01-02", 9)]),
    ("2024/新加坡 春节", ["pixel8p"], [("singapore", "2024-02-09", "2024-02-14", 10)]),
    ("2024/金沢", ["gr3"], [("kanazawa", "2024-03-29", "2024-03-31", 6), ("kobe", "2024-04-01", "2024-04-02", 4)]),
    ("2024/Αθήνα", ["q2", "iphone14pm"], [("athens", "2024-07-20", "2024-07-25", 9)]),
    ("2024/桂林 国庆", ["mate60p", "mini3p"], [("guilin", "2024-10-01", "2024-10-05", 9)]),
    ("2024/Wien Winter", ["om1", "iphone16p"], [("vienna", "2025-01-04", "2025-01-08", 9)]),
    ("2025/吉林 雾凇 春节", ["x100pro", "mavic2"], [("jilin", "2025-01-28", "2025-01-31", 7), ("changchun", "2025-02-01", "2025-02-03", 5)]),
    ("2025/Amsterdam Pasen", ["z6ii", "iphone16p"], [("amsterdam", "2025-04-18", "2025-04-21", 8)]),
    ("2025/厦门 端午", ["mate60p", "r5"], [("xiamen", "2025-05-30", "2025-06-01", 6)]),
    ("2025/Bali", ["hero12", "mini3p", "iphone16p"], [("ubud", "2025-07-10", "2025-07-12", 6), ("kuta", "2025-07-13", "2025-07-16", 7)]),
    ("2025/越南 国庆 Vietnam", ["findx6", "iphone16p"], [("hanoi", "2025-10-01", "2025-10-04", 6), ("saigon", "2025-10-05", "2025-10-07", 6)]),
    ("2025/US Thanksgiving", ["pixel8p", "r5"], [("losangeles", "2025-11-24", "2025-11-27", 8), ("dc", "2025-11-28", "2025-11-30", 5)]),
    ("2025/Canada Noël", ["r5", "iphone16p"], [("montreal", "2025-12-23", "2025-12-27", 8), ("toronto", "2025-12-31", "2026-01-01", 5)]),
    ("2026/서울 설날", ["magic6", "a7cm2"], [("seoul", "2026-02-15", "2026-02-19", 9)]),
    ("2026/福岡", ["zve10"], [("fukuoka", "2026-04-04", "2026-04-06", 7)]),
    ("2026/საქართველო", ["gh6", "iphone16p"], [("tbilisi", "2026-05-01", "2026-05-04", 7), ("amman", "2026-05-06", "2026-05-08", 6)]),
    ("2026/Atlanta World Cup", ["iphone16p"], [("atlanta", "2026-06-19", "2026-06-22", 6)]),
    ("2026/Alpen", ["a7cm2", "iphone16p"], [("munich", "2026-07-09", "2026-07-11", 5), ("zurich", "2026-07-12", "2026-07-14", 5), ("interlaken", "2026-07-15", "2026-07-18", 5)]),
    ("2026/Venezia", ["x100v", "iphone16p"], [("venice", "2026-08-17", "2026-08-20", 7)]),
    ("2026/北海道 秋", ["iphone16p", "mini3p"], [("hakodate", "2026-09-16", "2026-09-18", 5), ("furano", "2026-09-19", "2026-09-21", 5)]),
    ("2026/武汉 国庆", ["x100pro", "iphone16p"], [("wuhan", "2026-10-01", "2026-10-05", 8)]),
    ("2026/澳门 周末", ["iphone16p"], [("macau", "2026-11-14", "2026-11-15", 5)]),
]
ALIAS_DEV = {"d90x": None, "hero7x": "iphone8", "vivox80x": "iphone13m"}     # cameras not yet sold at that date
TAGS = []


def lines(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        return [json.loads(x) for x in f]


def size(src, orientation):
    with open(os.path.join(DATA, src), "rb") as f:
        raw = f.read()
    if raw[:4] == b"\x89PNG":
        return struct.unpack(">LL", raw[16:24])
    i = 2
    while i < len(raw) - 9:
        if raw[i] != 0xFF or raw[i + 1] == 0xFF:
            i += 1
            continue
        n = struct.unpack(">H", raw[i + 2:i + 4])[0]
        if 0xC0 <= raw[i + 1] <= 0xCF and raw[i + 1] not in (0xC4, 0xC8, 0xCC):
            h, w = struct.unpack(">HH", raw[i + 5:i + 9])
            return (h, w) if orientation in (5, 6, 7, 8) else (w, h)
        i += 2 + n
    raise SystemExit(src)


USED1 = {r["source"] for r in lines("album/album.jsonl")}
POOL = {}
for x in lines("captions/captions.jsonl"):
    POOL["captions/" + x["file"]] = (x["en"] + x["zh"], [])
for x in lines("labelled/labels.jsonl"):
    POOL["labelled/" + x["file"]] = ([], sorted(set(x["labels_en"] + x["labels_zh"])))
NAMES = sorted(n for n in POOL if n not in USED1)
SQUARE = [n for n in NAMES if n.startswith("captions/flickr8k")]
OBLONG = [n for n in NAMES if size(n, None)[0] != size(n, None)[1]]
SHOT_SRC = [n for n in NAMES if any(w in " ".join(POOL[n][1]) for w in ("web site", "website", "crossword", "menu", "comic book", "envelope", "digital clock", "scoreboard", "monitor"))]
for pile in (SQUARE, OBLONG):
    rng.shuffle(pile)
TAKEN, PATHS, COUNT, ALBUM = set(SHOT_SRC), set(), {}, []


def source(oblong):
    pile = OBLONG if oblong else SQUARE
    while True:
        n = pile.pop()
        if n not in TAKEN:
            TAKEN.add(n)
            return n


def counter(key, start):
    COUNT[key] = COUNT.get(key, start) + rng.randint(1, 4)
    return COUNT[key]


def offset(t):
    s = t.strftime("%z")
    return s[:3] + ":" + s[3:]


def file_name(style, mode, when, utc, epoch, folder, media, dev):
    y = when.year
    if media == "screenshot":
        return {"a": f"截屏/Screenshot_{when:%Y%m%d-%H%M%S}.jpg", "b": f"Desktop/屏幕截图 {when:%Y-%m-%d %H%M%S}.jpg",
                "c": f"手机备份/截屏/截屏_{when:%Y%m%d_%H%M%S}.jpg", "i": f"DCIM/{100 + 0}APPLE/IMG_{counter('iphone', 2200):04d}.JPG"}[mode]
    if media == "panorama" and mode == "pano_name":
        return f"{folder or 'DCIM/Camera'}/PANO_{when:%Y%m%d_%H%M%S}.jpg"
    if mode == "wechat":
        return f"WeiXin/mmexport{epoch}{rng.randint(0, 999):03d}.jpg"
    if mode == "whatsapp":
        return f"WhatsApp/Media/IMG-{when:%Y%m%d}-WA{rng.randint(1, 60):04d}.jpg"
    if mode == "bare":
        return rng.choice((f"来自U盘/图片{rng.randint(1, 99)}.jpg", f"Downloads/photo ({rng.randint(1, 99)}).jpg", f"misc/untitled-{rng.randint(1, 99)}.jpg"))
    if style == "pixel":
        return f"Takeout/Google 相册/Photos from {y}/PXL_{utc:%Y%m%d_%H%M%S}{rng.randint(0, 999):03d}.jpg"
    if mode == "takeout_only":
        return f"Takeout/Google 相册/Photos from {y}/IMG_{counter('tk', 4000):04d}.jpg"
    if style == "android":
        return (folder if folder and rng.random() < .6 else "手机备份/Camera") + f"/IMG_{when:%Y%m%d_%H%M%S}.jpg"
    if style == "galaxy":
        return (folder if folder and rng.random() < .6 else "手机备份/Camera") + f"/{when:%Y%m%d_%H%M%S}.jpg"
    form, start = {"iphone": ("IMG_%04d.JPG", 2200), "canon": ("IMG_%04d.JPG", 5100), "sony": ("DSC%05d.JPG", 4400), "nikon": ("DSC_%04d.JPG", 6100), "fuji": ("DSCF%04d.JPG", 3100),
                   "kodak": ("100_%04d.JPG", 210), "casio": ("CIMG%04d.JPG", 700), "nokia": ("nokia n%04d.jpg", 30), "oly": ("P%07d.JPG", 1080000), "pentax": ("IMGP%04d.JPG", 3300),
                   "gopro": ("GOPR%04d.JPG", 1500), "dji": ("DJI_%04d.JPG", 300), "ricoh": ("R%07d.JPG", 170), "leica": ("L%07d.JPG", 1000400), "insta": ("IMG_INSTA_%04d.jpg", 20)}[style]
    n = counter(style, start)
    if style == "iphone" and (not folder or rng.random() < .35):
        return f"DCIM/{100 + n % 10000 // 1000}APPLE/" + form % n
    return f"{folder or 'Photos/' + str(y)}/" + form % n


def add(place, when, dev, mode="exif", folder=None, people=(), by=None, media=None, gps=True, orientation=None, oblong=None, quarter=None, src=None, spot=None):
    """when: local wall clock. mode: exif, xmp_place, xmp_date, xmp_all, takeout_only, takeout_place, name, wechat, whatsapp, bare, broken."""
    city, admin1, country, zone, lat, lon, spread, quarters = P[place]
    local = when.replace(tzinfo=ZoneInfo(zone))
    epoch = int(local.timestamp())
    utc, home = datetime.fromtimestamp(epoch, timezone.utc), local.astimezone(HOME)
    make, model, lens, style, has_offset = D[dev] if dev else (None, None, None, "none", False)
    if quarter is None:
        quarter = bool(quarters) and rng.random() < .3
    if quarter:
        lat, lon = rng.choice(quarters)
        spread = .3
    lat, lon = round(lat + max(-1.6, min(1.6, rng.gauss(0, .7))) * spread / 111, 5), round(lon + max(-1.6, min(1.6, rng.gauss(0, .7))) * spread / 100, 5)
    if spot:
        lat, lon = spot
    alt = round(rng.uniform(60, 300), 1) if style == "dji" else round(rng.uniform(2, 40), 1) if rng.random() < .4 else None
    oblong = rng.random() < .3 if oblong is None else oblong
    src = src or source(oblong)
    path = file_name(style, mode, when, utc, epoch, folder, media, dev)
    base, ext = os.path.splitext(path)
    n = 1
    while path.lower() in PATHS:
        n += 1
        path = f"{base} ({n}){ext}"
    PATHS.add(path.lower())

    if orientation is None and rng.random() < .5:
        orientation = 1
    exif = {"make": make, "model": model, "lens": lens, "big_endian": make in ("Apple", "NIKON CORPORATION", "PENTAX")}
    if orientation:
        exif["orientation"] = orientation
    stamp, taken, time_from, place_from = {}, None, None, None
    stamped = when.strftime("%Y:%m:%d %H:%M:%S")
    both = when.isoformat() + (offset(local) if has_offset else "")
    if has_offset:
        exif_time = {"datetime": stamped, "offset": offset(local)}
    else:
        exif_time = {"datetime": stamped}
    if mode in ("exif", "pano_name", "i") or media == "screenshot" and mode == "exif":
        exif.update(exif_time)
        taken, time_from = both, "exif"
        if gps:
            exif["gps"], place_from = [lat, lon, alt], "exif"
        stamp["exif"] = exif
    elif mode == "xmp_place":
        exif.update(exif_time)
        taken, time_from, place_from = both, "exif", "xmp"
        stamp["exif"], stamp["xmp"] = exif, {"long_name": rng.random() < .5, "gps": [lat, lon]}
    elif mode == "xmp_date":
        exif["datetime"] = f"2000:01:01 00:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        taken, time_from = when.isoformat() + offset(local), "xmp"
        if gps:
            exif["gps"], place_from = [lat, lon, alt], "exif"
        stamp["exif"], stamp["xmp"] = exif, {"long_name": rng.random() < .5, "datetime": taken}
    elif mode == "xmp_all":
        taken, time_from, place_from = when.isoformat() + offset(local), "xmp", "xmp"
        stamp["xmp"] = {"long_name": rng.random() < .5, "datetime": taken, "gps": [lat, lon]}
    elif mode == "takeout_only":
        taken, time_from, place_from = when.isoformat() + offset(local), "takeout", "takeout"
        stamp["takeout"] = {"epoch": epoch, "gps": [lat, lon, alt]}
    elif mode == "takeout_place":
        exif.update(exif_time)
        taken, time_from, place_from = both, "exif", "takeout"
        stamp["exif"], stamp["takeout"] = exif, {"epoch": epoch, "gps": [lat, lon, alt], "geo_in_exif": False}
    elif mode == "name" or mode in ("a", "b", "c"):
        time_from = "name"
        taken = (home.replace(tzinfo=None) if style == "pixel" else when).isoformat()
    elif mode == "wechat":
        taken, time_from = home.replace(tzinfo=None).isoformat(), "name"
    elif mode == "whatsapp":
        taken, time_from = when.date().isoformat(), "name"
    elif mode == "broken":
        exif["datetime"] = "0000:00:00 00:00:00"
        taken, time_from = when.isoformat(), "name"
        if gps:
            exif["gps"], place_from = [lat, lon, alt], "exif"
        stamp["exif"] = exif
    elif mode == "null_island":
        exif.update(exif_time)
        exif["gps"] = [0.0, 0.0, None]
        taken, time_from = both, "exif"
        stamp["exif"] = exif
    elif mode == "nodate":           # a camera and a place, no date
        exif["gps"], place_from = [lat, lon, alt], "exif"
        stamp["exif"] = exif
    else:
        assert mode == "bare", mode
    if media == "screenshot" and stamp.get("exif"):
        exif["comment"] = "Screenshot"
        exif.pop("lens")
    if media == "panorama" and mode != "pano_name":
        stamp["xmp_inside"] = {"panorama": True}
    if by == "takeout":
        stamp.setdefault("takeout", {"epoch": epoch, "gps": [lat, lon, alt] if place_from else None})["people"] = list(people)
    elif by == "xmp":
        stamp.setdefault("xmp", {"long_name": rng.random() < .5})["people"] = list(people)
    if "takeout" in stamp:
        stamp["takeout"]["suffix"] = rng.choice((".supplemental-metadata.json", ".json"))
    has = bool(stamp.get("exif"))
    w, h = size(src, orientation if has else None)
    r = {"path": path, "source": src, "width": w, "height": h, "taken_at": taken, "time_from": time_from,
         "lat": lat if place_from else None, "lon": lon if place_from else None, "place_from": place_from,
         "city": city if place_from else None, "admin1": admin1 if place_from else None, "country": country if place_from else None,
         "make": make if has else None, "model": model if has else None, "lens": lens if has and media != "screenshot" else None, "media": media or "photo",
         "orientation": orientation if has else None, "people": list(people), "people_from": by, "labels": POOL[src][1], "captions": POOL[src][0], "ocr": [], "true": {}, "stamp": stamp}
    if mode != "bare":
        if not place_from and media != "screenshot":
            r["true"].update(city=city, admin1=admin1, country=country, lat=lat, lon=lon)
        if (taken or "")[:16] != when.isoformat()[:16] and not (taken and len(taken) == 10):
            r["true"]["taken_at"] = when.isoformat()
        if not has and dev:
            r["true"].update(make=make, model=model)
    ALBUM.append(r)
    return r


HOURS = [0, 0, 0, 0, 0, .3, 1, 2, 4, 8, 10, 9, 7, 7, 9, 10, 9, 7, 5, 4, 3.2, 2.4, 1.4, .7]
PHONE_STYLES = ("iphone", "android", "galaxy", "pixel")


def some_mode(style):
    r = rng.random()
    if style == "pixel":
        return "exif" if r < .4 else "takeout_place" if r < .6 else "takeout_only" if r < .8 else "name"
    if style == "android" or style == "galaxy":
        return "exif" if r < .74 else "name" if r < .84 else "broken" if r < .88 else "wechat" if r < .96 else "whatsapp"
    if style == "iphone":
        return "exif" if r < .8 else "xmp_place" if r < .85 else "wechat" if r < .91 else "takeout_only" if r < .95 else "whatsapp"
    return "exif" if r < .78 else "xmp_place" if r < .88 else "xmp_date" if r < .94 else "xmp_all"


def clock(style):
    h = rng.choices(range(24), HOURS)[0]
    if style == "dji":
        h = rng.randint(8, 18)
    return h, rng.randint(0, 59), rng.randint(0, 59)


def trips():
    for folder, devices, legs in T:
        for place, a, b, n in legs:
            a, b, n = date.fromisoformat(a), date.fromisoformat(b), max(3, round(n * .6))
            days = [a + timedelta(i) for i in range((b - a).days + 1)]
            shots = []
            for i in range(n):
                dev = devices[i % len(devices)]
                dev = ALIAS_DEV.get(dev, dev) if dev in ALIAS_DEV else dev
                if dev is None:
                    dev = "w7"
                d = days[i * len(days) // n]
                shots.append((datetime(d.year, d.month, d.day, *clock(D[dev][3])), dev))
            for when, dev in sorted(shots):
                style = D[dev][3]
                mode = some_mode(style)
                orientation = rng.choice((6, 8, 3, 1, 1)) if rng.random() < .35 else None
                add(place, when, dev, mode, folder, gps=style == "dji" or rng.random() < .88, orientation=orientation)


def home():
    spans = [("2015-02-01", "2016-12-30", 10, ["mi4", "k5"]), ("2017-02-01", "2018-12-20", 14, ["iphone8", "p20"]), ("2019-02-12", "2020-12-30", 16, ["iphone11", "p30"]),
             ("2021-02-20", "2022-12-15", 18, ["iphone11", "mi11", "90d"]), ("2023-01-05", "2024-12-20", 22, ["iphone14pm", "s23u", "x100v", "mate60p"]),
             ("2025-02-10", "2026-06-10", 20, ["iphone16p", "x100pro", "r5"]), ("2026-08-25", "2026-09-30", 6, ["iphone16p", "findx6"]), ("2026-10-10", "2026-10-31", 8, ["iphone16p", "a7cm2"]),
             ("2026-11-01", "2026-11-13", 7, ["iphone16p", "x100pro"]), ("2026-11-16", "2026-11-20", 8, ["iphone16p", "x100pro"]), ("2026-11-21", "2026-11-22", 6, ["iphone16p", "x100v"])]
    for a, b, n, devices in spans:
        a, b = date.fromisoformat(a), date.fromisoformat(b)
        for d in sorted(a + timedelta(rng.randint(0, (b - a).days)) for _ in range(round(n * .55))):
            dev = rng.choice(devices)
            if dev == "iphone8" and d < date(2017, 9, 25) or dev == "p20" and d < date(2018, 4, 10):
                dev = "iphone7p"
            if dev == "iphone11" and d < date(2019, 9, 25):
                dev = "iphonexr"
            if dev == "s23u" and d < date(2023, 2, 20) or dev == "mate60p" and d < date(2023, 9, 10):
                dev = "iphone14pm"
            add("shenzhen", datetime(d.year, d.month, d.day, *clock(D[dev][3])), dev, some_mode(D[dev][3]), None, gps=rng.random() < .9)


def at(s):
    return datetime.fromisoformat(s)


def special():
    def one(place, when, dev, mode="exif", folder=None, **more):
        return add(place, at(when), dev, mode, folder, **more)
    # edges of days and years, by the local wall clock
    one("buenosaires", "2014-12-31T23:58:10", "em1", folder="2014/Argentina")
    one("buenosaires", "2015-01-01T00:03:40", "em1", folder="2014/Argentina")
    one("melbourne", "2023-12-31T23:59:30", "iphone14pm", folder="2023/Melbourne NYE")
    one("melbourne", "2024-01-01T00:00:05", "iphone14pm", folder="2023/Melbourne NYE")
    one("toronto", "2025-12-31T23:50:00", "iphone16p", folder="2025/Canada Noël")
    one("toronto", "2026-01-01T00:10:00", "iphone16p", folder="2025/Canada Noël")
    one("marrakesh", "2019-12-31T23:40:00", "iphone11", folder="2019/Maroc")
    one("shenzhen", "2020-12-31T23:59:00", "iphone11")
    one("shenzhen", "2021-01-01T00:00:00", "iphone11")
    one("honolulu", "2018-11-22T21:30:00", "iphonexr", folder="2018/Aloha")       # Thanksgiving there, the 23rd at home
    one("honolulu", "2018-11-22T02:10:00", "hero7", folder="2018/Aloha")
    one("losangeles", "2025-11-27T19:20:00", "pixel8p", "name", "2025/US Thanksgiving")    # PXL_ name: 28 November at home
    one("losangeles", "2025-11-27T16:05:00", "pixel8p", "takeout_only", "2025/US Thanksgiving")
    one("losangeles", "2025-11-26T23:30:00", "r5", folder="2025/US Thanksgiving")
    one("singapore", "2024-02-10T00:00:00", "pixel8p", "exif")
    one("singapore", "2024-02-14T20:15:00", "pixel8p", "exif")
    one("kunming", "2012-02-29T10:20:00", "iphone4s", folder="2012/昆明")
    one("shenzhen", "2024-02-29T12:30:00", "iphone14pm")
    # holidays
    for t, dev in (("2015-02-18T20:00:00", "mi4"), ("2016-02-08T09:00:00", "mi4"), ("2017-01-27T21:10:00", "iphone7p"), ("2018-02-16T10:00:00", "iphone8"), ("2019-09-13T20:30:00", "iphonexr"),
                   ("2020-01-24T22:00:00", "iphone11"), ("2022-01-31T19:45:00", "iphone13m"), ("2023-01-22T08:40:00", "iphone14pm"), ("2024-02-24T19:10:00", "iphone14pm"), ("2026-03-03T20:10:00", "iphone16p"),
                   ("2023-06-22T09:10:00", "iphone14pm"), ("2026-06-19T11:30:00", "iphone16p"), ("2025-08-29T20:00:00", "iphone16p"), ("2023-09-29T20:20:00", "iphone14pm"), ("2024-09-17T21:05:00", "iphone14pm"),
                   ("2026-09-25T19:50:00", "iphone16p"), ("2025-10-29T10:00:00", "x100pro"), ("2023-10-23T09:30:00", "iphone14pm"), ("2024-04-04T09:20:00", "mate60p"), ("2026-04-05T08:15:00", "iphone16p"),
                   ("2021-05-03T15:00:00", "iphone11"), ("2024-05-01T10:45:00", "iphone14pm"), ("2023-06-01T16:20:00", "iphone14pm"), ("2026-06-01T09:30:00", "iphone16p"), ("2021-11-11T23:10:00", "iphone13m"),
                   ("2026-11-11T20:30:00", "iphone16p"), ("2023-02-14T19:00:00", "iphone14pm"), ("2026-02-14T18:40:00", "iphone16p"), ("2023-10-31T19:30:00", "iphone14pm"), ("2026-10-31T20:00:00", "iphone16p"),
                   ("2021-12-24T20:30:00", "iphone13m"), ("2024-12-25T13:00:00", "iphone16p"), ("2021-05-09T12:00:00", "iphone11"), ("2025-05-11T12:10:00", "iphone16p"), ("2024-06-16T18:10:00", "iphone14pm"),
                   ("2026-06-21T12:20:00", "iphone16p"), ("2026-10-18T10:10:00", "iphone16p"), ("2019-11-23T14:00:00", "iphone11"), ("2023-11-23T11:00:00", "iphone14pm"), ("2025-11-23T09:40:00", "x100pro"),
                   ("2026-11-22T18:30:00", "iphone16p"), ("2026-11-22T23:20:00", "iphone16p"), ("2026-11-23T00:40:00", "iphone16p"), ("2026-11-23T07:30:00", "iphone16p"), ("2026-11-23T10:05:00", "x100pro"),
                   ("2026-11-20T22:10:00", "iphone16p"), ("2026-11-19T07:10:00", "iphone16p"), ("2026-11-13T09:00:00", "x100pro"), ("2026-08-23T10:00:00", "iphone16p"), ("2026-08-22T16:00:00", "iphone16p"),
                   ("2025-11-24T10:00:00", "mate60p"), ("2026-05-23T15:30:00", "iphone16p"), ("2026-05-22T15:30:00", "iphone16p"), ("2026-08-19T21:00:00", "findx6"), ("2024-08-10T20:00:00", "iphone14pm"),
                   ("2017-12-22T12:00:00", "iphone8"), ("2020-04-12T11:00:00", "p30"), ("2024-07-04T21:00:00", "iphone14pm")):
        one("shenzhen", t, dev, gps=True)
    # persons, by names in sidecars
    who = [
        ("妈妈", [("xiamen", "2018-05-13T10:30", "p20", "2018/厦门 鼓浪屿"), ("xiamen", "2025-05-31T15:10", "mate60p", "2025/厦门 端午"), ("wuhan", "2026-10-02T11:00", "iphone16p", "2026/武汉 国庆"),
                ("shenzhen", "2021-05-09T18:00", "iphone11", None), ("seoul", "2026-02-17T12:20", "a7cm2", "2026/서울 설날"), ("nanjing", "2021-02-11T20:10", "mi11", "2021/南京 春节")]),
        ("爸爸", [("seoul", "2026-02-16T19:20", "a7cm2", "2026/서울 설날"), ("wuhan", "2026-10-03T09:10", "iphone16p", "2026/武汉 国庆"), ("guilin", "2024-10-02T16:40", "mate60p", "2024/桂林 国庆"),
                ("nanjing", "2021-02-12T09:30", "mi11", "2021/南京 春节"), ("changsha", "2008-02-07T10:10", "w7", "2008/长沙 过年")]),
        ("奶奶", [("chongqing", "2004-05-02T14:00", "cx7430", "2004/重庆 五一"), ("changsha", "2008-02-07T12:00", "w7", "2008/长沙 过年"), ("shenzhen", "2023-01-22T12:00", "iphone14pm", None)]),
        ("小满", [("hulunbuir", "2022-08-04T10:00", "mi11", "2022/呼伦贝尔草原"), ("singapore", "2024-02-11T15:30", "pixel8p", "2024/新加坡 春节"), ("shenzhen", "2025-06-01T10:00", "iphone16p", None),
                ("kuta", "2025-07-14T11:00", "iphone16p", "2025/Bali"), ("shenzhen", "2026-11-21T16:00", "iphone16p", None)]),
        ("April", [("edinburgh", "2019-08-24T13:00", "a6400", "2019/Scotland & Denmark"), ("dublin", "2022-05-07T11:20", "zfc", "2022/Éire"), ("losangeles", "2025-11-27T15:00", "r5", "2025/US Thanksgiving"),
                   ("amsterdam", "2025-04-19T17:00", "z6ii", "2025/Amsterdam Pasen")]),
        ("Rose", [("barcelona", "2023-08-13T20:30", "x100v", "2023/España"), ("athens", "2024-07-22T09:00", "q2", "2024/Αθήνα"), ("dublin", "2022-05-08T18:40", "zfc", "2022/Éire")]),
        ("张伟", [("zhangjiajie", "2020-06-26T08:30", "p30", "2020/张家界 端午"), ("dunhuang", "2021-07-22T18:30", "90d", "2021/敦煌"), ("dalian", "2021-09-20T13:20", "p30", "2021/大连 中秋"), ("macau", "2026-11-14T21:00", "iphone16p", "2026/澳门 周末")]),
        ("Sofia", [("madrid", "2023-08-17T22:15", "iphone14pm", "2023/España"), ("lisbon", "2016-03-25T15:00", "xt10", "2016/Portugal Semana Santa"), ("vienna", "2025-01-05T11:00", "om1", "2024/Wien Winter")]),
        ("林小雪", [("jilin", "2025-01-30T09:50", "x100pro", "2025/吉林 雾凇 春节"), ("hakodate", "2026-09-17T19:40", "iphone16p", "2026/北海道 秋"), ("kanazawa", "2024-03-30T10:40", "gr3", "2024/金沢")]),
        ("Uncle Bob", [("chicago", "2017-10-31T18:30", "iphone8", "2017/Windy City"), ("atlanta", "2026-06-21T14:00", "iphone16p", "2026/Atlanta World Cup")]),
    ]
    k = 0
    for name, spots in who:
        for place, when, dev, folder in spots:
            k += 1
            one(place, when + f":{k % 60:02d}", dev, "exif", folder, people=[name], by=("takeout", "xmp")[k % 2], gps=True, quarter=False)
    for names, place, when, dev, folder in ((("妈妈", "爸爸"), "guilin", "2024-10-03T10:00:00", "mate60p", "2024/桂林 国庆"), (("妈妈", "爸爸"), "wuhan", "2026-10-04T17:20:00", "iphone16p", "2026/武汉 国庆"),
                                            (("妈妈", "小满"), "shenzhen", "2026-06-01T15:00:00", "iphone16p", None), (("April", "Rose"), "dublin", "2022-05-07T21:00:00", "zfc", "2022/Éire"),
                                            (("爸爸", "奶奶"), "changsha", "2008-02-06T19:30:00", "w7", "2008/长沙 过年"), (("Sofia", "Rose"), "barcelona", "2023-08-14T12:00:00", "iphone14pm", "2023/España"),
                                            (("小满", "张伟"), "shenzhen", "2026-10-24T11:00:00", "iphone16p", None)):
        one(place, when, dev, "exif", folder, people=list(names), by="takeout" if len(names[0]) % 2 else "xmp", gps=True, quarter=False)
    # a person on photos without a place or a date
    one("shenzhen", "2019-03-09T12:00:00", None, "bare", people=["小满"], by="xmp")
    one("vienna", "2016-12-23T16:00:00", None, "bare", people=["Sofia"], by="xmp")
    one("shenzhen", "2025-03-08T12:00:00", "iphone16p", "exif", people=["妈妈"], by="takeout", gps=False)
    # no date, no place
    for _ in range(14):
        one("shenzhen", "2019-06-01T12:00:00", None, "bare")
    for place, t, dev, folder in (("rome", "2009-09-20T12:00:00", "d90", "2009/Roma"), ("hanoi", "2025-10-02T12:00:00", "iphone16p", "2025/越南 国庆 Vietnam"), ("chongqing", "2020-10-02T12:00:00", "iphone11", "2020/重庆 国庆"),
                                  ("seattle", "2017-07-04T12:00:00", "iphone7p", "2017/Pacific NW"), ("wuhan", "2026-10-02T12:00:00", "iphone16p", "2026/武汉 国庆")):
        one(place, t, dev, "nodate", folder)
    one("zhangjiajie", "2020-06-25T06:12:00", "p30", folder="2020/张家界 端午")
    one("zhangjiajie", "2020-06-25T17:40:00", "p30", folder="2020/张家界 端午")
    one("kaohsiung", "2023-02-07T20:10:00", "s23u", folder="2023/台湾 南部")
    one("changsha", "2022-04-05T10:30:00", "iphone13m", folder="2022/长沙 清明")
    one("changchun", "2025-02-02T11:30:00", "mavic2", folder="2025/吉林 雾凇 春节")
    for t, dev in (("2022-07-01T10:00:00", "mi11"), ("2024-03-08T18:00:00", "x100v"), ("2025-09-09T09:09:00", "r5")):
        one("shenzhen", t, dev, "null_island")
    # screenshots (name or EXIF comment), panoramas
    for k, t in enumerate(("2021-03-14T22:05:10", "2022-09-30T08:12:44", "2023-07-19T23:41:09", "2024-01-02T13:20:31", "2024-10-03T00:30:00", "2025-04-01T09:45:02", "2025-12-25T21:00:15", "2026-06-18T18:00:55", "2026-11-17T12:33:21", "2026-11-22T22:15:00")):
        src = SHOT_SRC.pop() if SHOT_SRC else None
        one("shenzhen", t, ("mi11", "s23u", "x100pro")[k % 3] if t < "2024" or k % 3 != 2 else "x100pro", "abc"[k % 3], media="screenshot", src=src, orientation=0)
    for t, dev in (("2022-12-25T10:00:12", "iphone13m"), ("2023-11-11T00:05:33", "iphone14pm"), ("2025-02-14T11:22:33", "iphone16p"), ("2026-03-15T20:20:20", "iphone16p"), ("2026-11-18T09:09:09", "iphone16p")):
        src = SHOT_SRC.pop() if SHOT_SRC else None
        one("shenzhen", t, dev, "i", media="screenshot", src=src, gps=False)
    for place, t, dev, mode, folder in (("interlaken", "2026-07-16T11:10:00", "iphone16p", "exif", "2026/Alpen"), ("zhangjiajie", "2020-06-27T09:00:00", "p30", "pano_name", "2020/张家界 端午"),
                                        ("cusco", "2010-07-15T12:00:00", "5d2", "exif", "2010/Peru 秘鲁"), ("queenstown", "2018-01-12T20:30:00", "iphone8", "exif", "2018/新西兰 Queenstown"),
                                        ("dubai", "2022-11-20T17:30:00", "iphone13m", "exif", "2022/Dubai"), ("hulunbuir", "2022-08-05T19:00:00", "mi11", "pano_name", "2022/呼伦贝尔草原"),
                                        ("singapore", "2024-02-12T19:00:00", "pixel8p", "pano_name", "2024/新加坡 春节")):
        one(place, t, dev, mode, folder, media="panorama", oblong=True, gps=True)
    # an all-round camera, a drone of the home city
    for place, t, folder in (("kuta", "2025-07-15T16:30:00", "2025/Bali"), ("interlaken", "2026-07-17T10:30:00", "2026/Alpen"), ("furano", "2026-09-20T13:00:00", "2026/北海道 秋"), ("shenzhen", "2026-11-07T15:00:00", None)):
        one(place, t, "insta", "exif", folder, gps=True)
    for t in ("2022-10-02T16:30:00", "2023-04-15T17:40:00", "2025-01-01T09:00:00"):
        one("shenzhen", t, "mini3p", "exif", None)
    # oblong pictures of all eight orientations
    for o in range(1, 9):
        one("lisbon", f"2016-03-26T1{o}:20:00", "xt10", "exif", "2016/Portugal Semana Santa", orientation=o, oblong=True, gps=True)
        one("shenzhen", f"2026-10-1{o}T14:0{o}:00", "a7cm2", "exif", None, orientation=o, oblong=True, gps=True)


PEOPLE = {"妈妈": ["我妈", "老妈", "妈", "Mom", "my mom"], "爸爸": ["我爸", "老爸", "爸", "Dad", "my dad"], "奶奶": ["我奶奶", "Grandma"], "小满": [], "April": [], "Rose": [], "张伟": [], "Sofia": [],
          "林小雪": [], "Uncle Bob": []}


def make(out):
    trips()
    home()
    special()
    with open(os.path.join(out, "album.jsonl"), "w", encoding="utf-8") as f:
        for r in ALBUM:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")
    with open(os.path.join(out, "people.jsonl"), "w", encoding="utf-8") as f:
        for name, aliases in PEOPLE.items():
            tagged = [r["path"] for r in ALBUM if name in r["people"]]
            f.write(json.dumps({"name": name, "aliases": aliases, "tagged": tagged}, ensure_ascii=False) + "\n")
