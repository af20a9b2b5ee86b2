#include <array>

#include "cli/messages.h"

namespace shoebox::cli {

namespace {

constexpr std::array kTable = {
    // The tree of commands.
    Translation{"Find photos by what is in them, on your own machine.", "在自己的电脑上，按照片里的内容找照片。"},
    Translation{"read photos and make them findable", "读取照片，让它们可以被找到"},
    Translation{"find photos by what is in them", "按内容找照片"},
    Translation{"what a sentence is understood as", "一句话被理解成什么"},
    Translation{"what the library holds", "照片库里有什么"},
    Translation{"the folders that are indexed", "已收录的文件夹"},
    Translation{"the models that understand photos and sentences", "理解照片和句子的模型"},
    Translation{"read and change settings", "查看和修改设置"},
    Translation{"print a completion script for bash, zsh or fish", "输出 bash、zsh 或 fish 的补全脚本"},
    Translation{"print the manual page", "输出手册页"},
    Translation{"show this help", "显示本帮助"},
    Translation{"show the version", "显示版本"},
    Translation{"the data folder (else $SHOEBOX_HOME, else the XDG data folder)",
                "数据文件夹（否则用 $SHOEBOX_HOME，再否则用 XDG 数据文件夹）"},
    Translation{"language of messages", "消息的语言"},
    Translation{"no progress, errors only", "不显示进度，只显示错误"},
    Translation{"answers as JSON", "以 JSON 回答"},
    Translation{"Usage", "用法"},
    Translation{"Options", "选项"},
    Translation{"OPTIONS", "选项"},
    Translation{"Commands", "命令"},
    Translation{"SUBCOMMAND", "命令"},
    Translation{"SUBCOMMANDS", "命令"},
    Translation{"Positionals", "参数"},
    Translation{"REQUIRED", "必填"},
    Translation{"TEXT", "文字"},
    Translation{"Examples:\n"
                "  shoebox index ~/Pictures              read every photo there, once\n"
                "  shoebox search \"日落沙滩\"             ask in Chinese or English\n"
                "  shoebox search dog on a beach -k 5    the five best\n"
                "  shoebox search --image cat.jpg        everything like this picture\n"
                "  shoebox status                        what is in the library\n"
                "Everything stays on this machine. Photos and their folders are never written to.",
                "例子：\n"
                "  shoebox index ~/Pictures              读取那里的每张照片，只读一次\n"
                "  shoebox search \"日落沙滩\"             用中文或英文提问\n"
                "  shoebox search dog on a beach -k 5    最匹配的五张\n"
                "  shoebox search --image cat.jpg        与这张图相似的照片\n"
                "  shoebox status                        照片库里有什么\n"
                "一切都留在这台电脑上。照片和它们的文件夹永远不会被改动。"},

    // serve, passwd
    Translation{"the page and the REST interface, on this machine or for the house",
                "网页与 REST 接口，供本机或家里使用"},
    Translation{"set the password for the page", "设置网页的密码"},
    Translation{"where to listen; anything but this machine alone needs a password", "监听的地址；除本机外都需要密码"},
    Translation{"the port; 0: any that is free", "端口；0：任意空闲端口"},
    Translation{"encrypt: with this certificate and key (PEM files), or ones of this home",
                "加密：用此证书和密钥（PEM 文件），或本机自己签发的"},
    Translation{"a name by which browsers may call it", "浏览器可以使用的主机名"},
    Translation{"let everybody in without a password", "不需要密码，任何人都可进入"},
    Translation{"print the description of the REST interface", "输出 REST 接口的说明"},
    Translation{"Examples:\n"
                "  shoebox serve                              on this machine: http://127.0.0.1:2342\n"
                "  shoebox passwd && shoebox serve --host 0.0.0.0 --tls auto\n"
                "  shoebox serve --print-openapi > openapi.json",
                "例子：\n"
                "  shoebox serve                              仅本机：http://127.0.0.1:2342\n"
                "  shoebox passwd && shoebox serve --host 0.0.0.0 --tls auto\n"
                "  shoebox serve --print-openapi > openapi.json"},
    Translation{"auto, or two files, as cert.pem,key.pem", "auto，或两个文件，例如 cert.pem,key.pem"},
    Translation{"phones trust it after {}trust; the fingerprint is {}", "手机打开 {}trust 后即可信任它；指纹是 {}"},
    Translation{"Shoebox is at {} (ctrl-C ends it)", "Shoebox 在 {}（按 ctrl-C 结束）"},
    Translation{"sign-in and photos go over the network unencrypted; encrypt them with --tls auto",
                "登录信息和照片在网络上没有加密；请用 --tls auto 加密"},
    Translation{"other machines could reach it: set a password first with shoebox passwd, or say --no-auth",
                "其他机器能够访问它：请先用 shoebox passwd 设置密码，或加上 --no-auth"},
    Translation{"New password: ", "新密码："},
    Translation{"Once more: ", "再输入一次："},
    Translation{"no password was given", "没有输入密码"},
    Translation{"the two are not the same", "两次输入的不一样"},
    Translation{"a password has 8 to 1024 bytes", "密码长度为 8 到 1024 字节"},
    Translation{"the password is set; a running server takes it when it starts again",
                "密码已设置；正在运行的服务重新启动后生效"},
    Translation{"Examples:\n"
                "  shoebox passwd                    asks for it\n"
                "  shoebox passwd < password.txt     for scripts",
                "例子：\n"
                "  shoebox passwd                    会提示输入\n"
                "  shoebox passwd < password.txt     供脚本使用"},

    // index
    Translation{"folders to read, with everything below; none: all known folders again",
                "要读取的文件夹（含其下全部）；不写：重新查看所有已知文件夹"},
    Translation{"decode processes; 0: one a core", "解码进程数；0：每个核心一个"},
    Translation{"leave these out, comma-separated: faces, ocr", "不做这些，用逗号分隔：faces、ocr"},
    Translation{"do only these, comma-separated: faces, ocr", "只做这些，用逗号分隔：faces、ocr"},
    Translation{"the stages are faces and ocr", "可选的步骤是 faces 和 ocr"},
    Translation{"this version reads no faces and no text in pictures yet", "这个版本还不能识别人脸和图中文字"},
    Translation{"Examples:\n"
                "  shoebox index ~/Pictures /mnt/nas/photos\n"
                "  shoebox index                     look for what is new\n"
                "  shoebox index --json --quiet      for scripts: one line of JSON at the end",
                "例子：\n"
                "  shoebox index ~/Pictures /mnt/nas/photos\n"
                "  shoebox index                     看看有什么新照片\n"
                "  shoebox index --json --quiet      供脚本使用：最后输出一行 JSON"},
    Translation{"looking through the folders: {} files", "正在查看文件夹：{} 个文件"},
    Translation{"{} of {}{} photos", "{} / {}{} 张"},
    Translation{"{} photos", "{} 张照片"},
    Translation{"1 photo", "1 张照片"},
    Translation{" · {:.1f}/s", " · 每秒 {:.1f} 张"},
    Translation{" · {} left", " · 还需 {}"},
    Translation{" · {} skipped", " · 跳过 {} 个"},
    Translation{"skipped {}: {}", "跳过 {}：{}"},
    Translation{"{} s", "{} 秒"},
    Translation{"{} min", "{} 分钟"},
    Translation{"{} h {} min", "{} 小时 {} 分钟"},
    Translation{"{} files: {} added, {} unchanged, {} moved, {} updated, {} not pictures, {} skipped",
                "{} 个文件：新增 {}，未变 {}，移动 {}，更新 {}，非图片 {}，跳过 {}"},
    Translation{"{} at {:.1f} photos/s", "用时 {}，每秒 {:.1f} 张"},
    Translation{"why they were skipped: shoebox status", "跳过的原因见：shoebox status"},
    Translation{"stopped; everything read so far is kept, the same command goes on from here",
                "已停止；已读取的都保留了，再次运行同一命令会从这里继续"},

    // search
    Translation{"what you remember, in Chinese or English", "你记得的内容，中文或英文"},
    Translation{"how many results; 0: all", "结果数量；0：全部"},
    Translation{"a picture as the question: everything like it", "以图搜图：找相似的照片"},
    Translation{"of text and image when both are given", "同时给出文字和图片时两者的权重"},
    Translation{"answer with this model (name or space)", "用这个模型回答（名称或空间）"},
    Translation{"what \"now\" is, as 2026-11-23T12:00:00+08:00", "“现在”是什么时候，如 2026-11-23T12:00:00+08:00"},
    Translation{"tell how the answer was found", "说明答案是怎样找到的"},
    Translation{"only results above the line", "只要分界线以上的结果"},
    Translation{"write a picture of the results", "把结果画成一张图"},
    Translation{"a query a line from a file or - ; answers as JSON lines", "从文件或 - 逐行读取问题；每行以 JSON 回答"},
    Translation{"with --queries or --vector: the queries share one pass",
                "与 --queries 或 --vector 同用：所有问题共用一遍扫描"},
    Translation{"float32 vectors as the questions; answers as JSON lines", "以 float32 向量提问；每行以 JSON 回答"},
    Translation{"every photo by itself, copies and bursts too", "每张照片单独列出，包括副本和连拍"},
    Translation{"the words are meaning only", "文字只当作内容，不作筛选"},
    Translation{"Examples:\n"
                "  shoebox search 日落沙滩\n"
                "  shoebox search \"a dog running on a beach\" -k 5\n"
                "  shoebox search \"beach photos from Okinawa last summer not at night\"\n"
                "  shoebox search 去年在日本拍的樱花 --explain\n"
                "  shoebox search --image cat.jpg            everything like this picture\n"
                "  shoebox search 雪地 --image dog.jpg       both together\n"
                "  shoebox search 樱花 --contact-sheet sheet.png\n"
                "  shoebox search --queries questions.txt    a JSON line each",
                "例子：\n"
                "  shoebox search 日落沙滩\n"
                "  shoebox search \"a dog running on a beach\" -k 5\n"
                "  shoebox search \"beach photos from Okinawa last summer not at night\"\n"
                "  shoebox search 去年在日本拍的樱花 --explain\n"
                "  shoebox search --image cat.jpg            与这张图相似的照片\n"
                "  shoebox search 雪地 --image dog.jpg       文字和图片一起\n"
                "  shoebox search 樱花 --contact-sheet sheet.png\n"
                "  shoebox search --queries questions.txt    每个问题一行 JSON"},
    Translation{"compare every vector; otherwise about one hit in some thousand may be missed",
                "逐一比较每个向量；否则几千个结果中可能漏掉一个"},
    Translation{"strict: every vector was compared; the search in them took {:.1f} ms",
                "严格：比较了每个向量；检索用时 {:.1f} 毫秒"},
    Translation{"nothing found", "没有找到"},
    Translation{"maybe:", "也许："},
    Translation{"looked for: {}", "要找的内容：{}"},
    Translation{"{} of {} photos pass the filters", "{} / {} 张照片符合条件"},
    Translation{"no photo passes all filters; without \"{}\" there would be {}",
                "没有照片符合全部条件；去掉“{}”会有 {} 张"},
    Translation{"{} is not there now; its photos are kept and come back with it",
                "{} 现在无法读取；其中的照片仍然保留，恢复后会重新出现"},
    Translation{"did you mean: {}", "您是不是要找：{}"},
    Translation{"looked for as words, since it cannot be read as a filter: {}", "无法识别为筛选条件，已按文字查找：{}"},
    Translation{"{} of {} photos, {:.0f} ms", "{} / {} 张照片，{:.0f} 毫秒"},
    Translation{"wrote {}", "已写入 {}"},
    Translation{"model {}: parse {:.1f}, encode {:.1f}, filter {:.1f}, index {:.1f}, rank {:.1f}, total {:.1f} ms",
                "模型 {}：理解 {:.1f}，编码 {:.1f}，筛选 {:.1f}，检索 {:.1f}，排序 {:.1f}，共 {:.1f} 毫秒"},
    Translation{"say what to look for, or give a picture with --image FILE",
                "请说要找什么，或用 --image FILE 给一张图"},
    Translation{"two numbers that are not negative, as 0.7,0.3", "两个非负数，如 0.7,0.3"},
    Translation{"its questions are asked alone: leave out the words, --vector, --image and --contact-sheet",
                "其中的问题须单独提问：请去掉文字、--vector、--image 和 --contact-sheet"},
    Translation{"its answers are JSON lines: leave out --contact-sheet",
                "它的回答是逐行的 JSON：请去掉 --contact-sheet"},
    Translation{"they weigh words against a picture: give both, words and --image",
                "它是文字与图片之间的权重：请同时给出文字和 --image"},
    Translation{
        "the file would lie in a folder of the library; photo folders are never written to: choose another place",
        "这个文件会落在照片库的文件夹里；照片文件夹从不写入：请换一个地方"},

    // parse
    Translation{"a sentence in Chinese or English", "中文或英文的一句话"},
    Translation{"a sentence a line from a file or - , or {\"q\", \"now\"}; answers as JSON lines",
                "从文件或 - 读，每行一句话，或 {\"q\", \"now\"}；每行一个 JSON 回答"},
    Translation{"say a sentence, or give a file of them with --queries FILE",
                "请说一句话，或用 --queries FILE 给出一个文件"},
    Translation{"the question is too long", "问题太长"},
    Translation{"  meaning       {}", "  含义          {}"},
    Translation{"- meaning       {}", "- 含义          {}"},
    Translation{"time", "时间"},
    Translation{"place", "地点"},
    Translation{"person", "人物"},
    Translation{"people_count", "人数"},
    Translation{"camera", "相机"},
    Translation{"lens", "镜头"},
    Translation{"kind", "类型"},
    Translation{"orientation", "方向"},
    Translation{"rating", "评分"},
    Translation{"favourite", "收藏"},
    Translation{"file", "文件名"},
    Translation{"text", "图中文字"},
    Translation{"trip", "旅行"},
    Translation{"\"now\" is a time as text", "\"now\" 应是文字形式的时间"},
    Translation{"Examples:\n"
                "  shoebox parse 去年在日本拍的樱花\n"
                "  shoebox parse \"dogs in Paris, not at night\" --json",
                "例子：\n"
                "  shoebox parse 去年在日本拍的樱花\n"
                "  shoebox parse \"dogs in Paris, not at night\" --json"},

    // import, export
    Translation{"take over vectors that were made elsewhere", "接收在别处算好的向量"},
    Translation{"write the vectors for other programs", "导出向量供其他程序使用"},
    Translation{"a folder with image_features.npy or images.index, and image_paths.txt",
                "含 image_features.npy 或 images.index，以及 image_paths.txt 的文件夹"},
    Translation{"the name that the vectors get; that of a model at hand: its own vectors, which is checked",
                "给这些向量的名字；若是已有模型的名字，则核对后并入该模型"},
    Translation{"{} vectors imported; they are those of {}, sentences find them",
                "已导入 {} 个向量；它们来自 {}，可直接用文字搜索"},
    Translation{"{} vectors imported as {}; ask with: shoebox search --vector FILE.npy --model {}",
                "已导入 {} 个向量，名为 {}；查询：shoebox search --vector FILE.npy --model {}"},
    Translation{"where image_features.npy, image_paths.txt and images.index go",
                "image_features.npy、image_paths.txt 和 images.index 的存放处"},
    Translation{"the vectors of this model (name or space)", "这个模型的向量（名称或空间）"},
    Translation{"{} vectors written to {}", "已将 {} 个向量写入 {}"},
    Translation{"{} left out: their files are gone, or their names hold a line break",
                "略去 {} 张：文件已不在，或文件名含换行"},
    Translation{"Examples:\n"
                "  shoebox import --faiss ~/my-index --model mine\n"
                "  shoebox search --vector questions.npy --model mine",
                "例子：\n"
                "  shoebox import --faiss ~/my-index --model mine\n"
                "  shoebox search --vector questions.npy --model mine"},
    Translation{"Examples:\n  shoebox export --faiss ~/my-vectors", "例子：\n  shoebox export --faiss ~/my-vectors"},

    // correct
    Translation{"say when or where photos were really taken", "更正照片的拍摄时间或地点"},
    Translation{"photos of the library", "照片库里的照片"},
    Translation{"all photos of this camera", "这台相机的所有照片"},
    Translation{"taken then: 2024-03-09T14:05, or only its beginning", "拍摄时间：2024-03-09T14:05，或只写开头部分"},
    Translation{"the clock was wrong by this: +1h, -30m, +2d12h", "相机时钟差了多少：+1h、-30m、+2d12h"},
    Translation{"taken there: Kyoto, or in degrees 35.01,135.77", "拍摄地点：京都，或经纬度 35.01,135.77"},
    Translation{"the place is wrong, and the right one is not known", "地点不对，但不知道正确的"},
    Translation{"the clocks there: Asia/Tokyo", "当地时区：Asia/Tokyo"},
    Translation{"taken, place or zone as the files say it again", "恢复为文件所记的 taken、place 或 zone"},
    Translation{"take back what was corrected last", "撤销上一次更正"},
    Translation{"{} photos are as they were before", "{} 张照片已恢复到之前的样子"},
    Translation{"{} photos corrected; take it back with: shoebox correct --undo",
                "已更正 {} 张照片；撤销请用：shoebox correct --undo"},
    Translation{"one photo is as it was before", "一张照片已恢复到之前的样子"},
    Translation{"nothing changed: the photos have that already, or no clock to move",
                "没有改动：照片已是如此，或没有可调的钟点"},
    Translation{"one photo corrected; take it back with: shoebox correct --undo",
                "已更正一张照片；撤销请用：shoebox correct --undo"},
    Translation{"it takes back what was corrected last, whichever photos that were: leave out files and --camera",
                "它撤销上一次更正，不论涉及哪些照片：请去掉文件和 --camera"},
    Translation{"Examples:\n"
                "  shoebox correct scan*.jpg --taken 1987-07\n"
                "  shoebox correct --camera \"Canon EOS R6\" --shift +1h\n"
                "  shoebox correct IMG_0042.jpg --place Kyoto\n"
                "  shoebox correct --undo\n"
                "Files are never written to: what you say is kept in the library and stands before what they say.",
                "示例：\n"
                "  shoebox correct scan*.jpg --taken 1987-07\n"
                "  shoebox correct --camera \"Canon EOS R6\" --shift +1h\n"
                "  shoebox correct IMG_0042.jpg --place 京都\n"
                "  shoebox correct --undo\n"
                "绝不写入照片文件：更正保存在照片库里，优先于文件所记。"},

    // status, roots
    Translation{"{} photos in {}", "{} 张照片，位于 {}"},
    Translation{"{}{}: {} photos, {} files, {} skipped", "{}{}：{} 张照片，{} 个文件，跳过 {}"},
    Translation{"  (not there now)", "  （当前不可用）"},
    Translation{"  skipped {}: {}", "  跳过 {}：{}"},
    Translation{"model {}{}: {} photos read, {} numbers each", "模型 {}{}：已读 {} 张，{} 维"},
    Translation{" (answers)", "（在用）"},
    Translation{"imported as {}: {} vectors, {} numbers each; no model yet", "导入为 {}：{} 个向量，{} 维；尚无模型"},
    Translation{"another shoebox is indexing now", "另一个 shoebox 正在收录"},
    Translation{"Examples:\n"
                "  shoebox status\n"
                "  shoebox status --json",
                "例子：\n"
                "  shoebox status\n"
                "  shoebox status --json"},
    Translation{"{} is no longer part of the library; {} photos left it, no file was touched",
                "{} 已不在照片库中；{} 张照片随之移出，文件都没有动"},
    Translation{"the folders and how much is in them", "文件夹和其中的数量"},
    Translation{"forget a folder and its photos; the files stay as they are",
                "忘记一个文件夹和其中的照片；文件保持原样"},
    Translation{"the folder", "文件夹"},
    Translation{"Examples:\n"
                "  shoebox roots list\n"
                "  shoebox roots remove ~/Pictures/old",
                "例子：\n"
                "  shoebox roots list\n"
                "  shoebox roots remove ~/Pictures/old"},

    // model
    Translation{"{} numbers a photo", "每张照片 {} 维向量"},
    Translation{"remove an added model, or imported vectors", "删除添加的模型，或导入的向量"},
    Translation{"its name, or that of the imported vectors", "它的名字，或导入向量时给的名字"},
    Translation{"removed {}, with {} vectors", "已删除 {}，含 {} 个向量"},
    Translation{"added {0}; let it answer with: shoebox model use {0}",
                "已添加 {0}；要改用它，请运行：shoebox model use {0}"},
    Translation{"{} answers from now on; {} photos were read for it", "从现在起由 {} 回答；为它读取了 {} 张照片"},
    Translation{"stopped: {} photos were read for {}; say it again to go on, until then the old model answers",
                "已停止：{} 张照片已为 {} 读取；再次运行会继续，在那之前由原来的模型回答"},
    Translation{"the models at hand; * answers now", "现有的模型；* 正在使用"},
    Translation{"take a model bundle (a folder) into the library", "把模型包（文件夹）收进照片库"},
    Translation{"folder of the bundle: immich or Hub layout", "模型包的文件夹：immich 或 Hub 布局"},
    Translation{"let a model answer; photos are read for it first, the old one answers until then",
                "改用某个模型；先为它读取照片，在那之前由原来的模型回答"},
    Translation{"its name, from model list", "它的名称，见 model list"},
    Translation{"Examples:\n"
                "  shoebox model list\n"
                "  shoebox model add ~/Downloads/XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k\n"
                "  shoebox model use XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k",
                "例子：\n"
                "  shoebox model list\n"
                "  shoebox model add ~/Downloads/XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k\n"
                "  shoebox model use XLM-Roberta-Base-ViT-B-32__laion5b_s13b_b90k"},

    // config, completion
    Translation{"bash, zsh or fish", "bash、zsh 或 fish"},
    Translation{"Examples:\n"
                "  source <(shoebox completion bash)\n"
                "  shoebox completion fish > ~/.config/fish/completions/shoebox.fish",
                "例子：\n"
                "  source <(shoebox completion bash)\n"
                "  shoebox completion fish > ~/.config/fish/completions/shoebox.fish"},
    Translation{"Examples:\n  shoebox man | man -l -", "例子：\n  shoebox man | man -l -"},
    Translation{"show one setting, or all", "显示一项设置，或全部"},
    Translation{"the setting", "设置项"},
    Translation{"change a setting; an empty value goes back to the default", "修改一项设置；空值恢复默认"},
    Translation{"its new value", "新的值"},
    Translation{"say its new value; \"\" goes back to the default", "请给出新的值；\"\" 恢复默认"},
    Translation{"Examples:\n"
                "  shoebox config get\n"
                "  shoebox config set time_zone Asia/Shanghai\n"
                "  shoebox config set exclude \"*.tmp,private/\"",
                "例子：\n"
                "  shoebox config get\n"
                "  shoebox config set time_zone Asia/Shanghai\n"
                "  shoebox config set exclude \"*.tmp,private/\""},
    Translation{"home time zone, as Asia/Shanghai; empty: the system's", "本地时区，如 Asia/Shanghai；空：用系统的"},
    Translation{"zh-CN or en; empty: by locale", "zh-CN 或 en；空：按系统语言"},
    Translation{"patterns of files and folders to leave out, comma-separated",
                "不收录的文件和文件夹的模式，用逗号分隔"},
    Translation{"memory for the index, as 512M; 0: decided by the machine", "索引可用的内存，如 512M；0：由机器决定"},
};

}  // namespace

std::span<const Translation> translations() {
  return kTable;
}

}  // namespace shoebox::cli
