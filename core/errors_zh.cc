#include "core/errors_zh.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace shoebox {
namespace {

constexpr Translation kTable[] = {
    Translation{"nothing is indexed here yet; start with: shoebox index DIR",
                "这里还没有收录照片；请先运行：shoebox index 文件夹"},
    Translation{"there is no such command; see shoebox --help", "没有这个命令；见 shoebox --help"},
    Translation{"cannot open the file", "打不开这个文件"},
    Translation{"there is no such folder, or it cannot be read", "没有这个文件夹，或无法读取"},
    Translation{"not a folder", "不是文件夹"},
    Translation{"not a picture of a known format", "不是已知格式的图片"},
    Translation{"the file is empty", "文件是空的"},
    Translation{"the file is larger than 2 GiB, the most that is read", "文件超过 2 GiB，不予读取"},
    Translation{"the file changed while it was read", "读取时文件发生了变化"},
    Translation{"the file is still being written; run again later", "文件还在写入中；请稍后再运行"},
    Translation{"the file kept changing; run again later", "文件一直在变化；请稍后再运行"},
    Translation{"cannot be read now or is empty; its photos are kept", "当前无法读取或是空的；其中的照片都保留着"},
    Translation{"the model has changed: all photos are read for it again", "模型已更换：将为它重新读取所有照片"},
    Translation{"the model has changed since the photos were read; read them again with: shoebox index",
                "照片读取之后模型已更换；请重新读取：shoebox index"},
    Translation{"the question is empty: say what to look for, or give a picture",
                "问题是空的：请说要找什么，或给一张图"},
    Translation{"this folder is not one of the library's; see shoebox roots list",
                "照片库里没有这个文件夹；见 shoebox roots list"},
    Translation{"there is a model of this name already", "已有同名的模型"},
    Translation{"no photo has been read for this model; let it read them with: shoebox model use NAME",
                "还没有为这个模型读取过照片；请运行：shoebox model use 名称"},
    Translation{"say one of taken, shift_seconds, place, nowhere, zone and as_said",
                "请说明 taken、shift_seconds、place、nowhere、zone、as_said 之一"},
    Translation{"no place is called so; say a city, or degrees like 35.01,135.77",
                "没有叫这个名字的地点；请写城市名，或 35.01,135.77 这样的经纬度"},
    Translation{"this is too large to say where a photo was taken; say a city, or degrees",
                "范围太大，说不出照片在哪里拍的；请写城市名或经纬度"},
    Translation{"a shift looks like +1h, -30m or +2d12h", "时间差写成 +1h、-30m 或 +2d12h"},
    Translation{"say one of --taken, --shift, --place, --nowhere, --zone, --as-said and --undo",
                "请给出 --taken、--shift、--place、--nowhere、--zone、--as-said、--undo 之一"},
    Translation{"say which photos: files, or a camera", "请说明是哪些照片：文件，或相机"},
    Translation{"no photo is of this camera", "没有这台相机的照片"},
    Translation{"what can be given back is taken, place and zone", "可恢复的有 taken、place 和 zone"},
    Translation{"the BMP data end too early", "BMP 数据不完整"},
    Translation{"a kind of BMP that we cannot read", "不支持的 BMP 类型"},
    Translation{"not a picture of a kind that we know", "不是我们认识的图片格式"},
    Translation{"the picture needs more memory than a decoder may use", "解码这张图所需内存超过上限"},
    Translation{"the GIF file has no picture in it", "GIF 文件里没有图像"},
    Translation{"the GIF file has no colours", "GIF 文件没有调色板"},
    Translation{"the HEIF file gave no picture", "HEIF 文件里没有图像"},
    Translation{"decoding it takes more memory than there is", "内存不足，无法解码"},
    Translation{"the JPEG has 12 bits a sample, which we cannot read", "不支持 12 位采样的 JPEG"},
    Translation{"the JPEG file has no picture in it", "JPEG 文件里没有图像"},
    Translation{"the JPEG file ends before its picture begins", "JPEG 文件在图像开始之前就断了"},
    Translation{"the JPEG is progressive and too large to decode in the memory allowed",
                "渐进式 JPEG 太大，超出解码内存上限"},
    Translation{"the JPEG file ends before half of its picture", "JPEG 文件不完整，图像不到一半"},
    Translation{"the JPEG XL data are damaged", "JPEG XL 数据已损坏"},
    Translation{"the JPEG XL decoder could not be started", "JPEG XL 解码器无法启动"},
    Translation{"the JPEG XL data end too early", "JPEG XL 数据不完整"},
    Translation{"it is not a regular file", "不是普通文件"},
    Translation{"the file changed while it was being read; the next run reads it again",
                "读取时文件发生了变化；下次运行会重新读取"},
    Translation{"the PNG data end too early", "PNG 数据不完整"},
    Translation{"the sidecar is larger than 16 MiB", "附属文件超过 16 MiB"},
    Translation{"the picture has no pixels", "图片没有像素"},
    Translation{"the RAW file has no picture in it", "RAW 文件里没有图像"},
    Translation{"the RAW picture has colours that we cannot read", "不支持这种 RAW 的颜色格式"},
    Translation{"the RAW picture is incomplete", "RAW 文件不完整"},
    Translation{"the TIFF has strips too large to decode in the memory allowed", "TIFF 的条带太大，超出解码内存上限"},
    Translation{"the WebP data are damaged or end too early", "WebP 数据已损坏或不完整"},
    Translation{"WebP cannot hold a picture of this size", "WebP 存不下这么大的图"},
    Translation{"decoding it takes more memory than a photo may use", "解码这张照片所需内存超过上限"},
    Translation{"the worker's answer is cut off", "解码进程的回答不完整"},
    Translation{"the codec does not know why", "解码器没有说明原因"},
    Translation{"not a regular file", "不是普通文件"},
    Translation{"the file is still being written", "文件还在写入中"},
    Translation{"stopped while looking for photos", "查找照片时被停止"},
    Translation{"the thumbnail is damaged", "缩略图已损坏"},
    Translation{"there is no such folder; give the folder of a model bundle",
                "没有这个文件夹；请给出模型包所在的文件夹"},
    Translation{
        "this is no model bundle: it has neither visual/ and textual/ nor onnx/ (docs/models.md shows both layouts)",
        "这不是模型包：既没有 visual/ 和 textual/，也没有 onnx/（两种布局见 docs/models.md）"},
    Translation{"is missing: the bundle was copied only in part", "缺失：模型包没有复制完整"},
    Translation{"names a weights file outside its folder", "引用了文件夹之外的权重文件"},
    Translation{"is empty: copy the file again", "是空的：请重新复制这个文件"},
    Translation{"cannot be read to its end", "无法读完"},
    Translation{"does not say the side of the model's input (\"size\")", "没有说明模型输入的边长（\"size\"）"},
    Translation{"is only a git-lfs pointer: run `git lfs pull` in the bundle's source and copy it again",
                "只是 git-lfs 指针：请在模型来源处运行 `git lfs pull`，再重新复制"},
    Translation{"is not a JSON object: it is damaged or cut off; copy the file again",
                "不是 JSON 对象：文件损坏或不完整；请重新复制"},
    Translation{"only the resize modes \"shortest\" and \"squash\" are supported",
                "只支持 \"shortest\" 和 \"squash\" 两种缩放方式"},
    Translation{"\"size\" and \"crop_size\" differ; only equal ones are supported",
                "\"size\" 与 \"crop_size\" 不同；只支持两者相同"},
    Translation{"\"calibration\" must give a \"midpoint\" from -1 to 1 and a positive \"slope\"",
                "\"calibration\" 须给出 -1 到 1 之间的 \"midpoint\" 和正的 \"slope\""},
    Translation{"has no output that could be an embedding (float, [N, D])", "没有可用作向量的输出（float，[N, D]）"},
    Translation{"is cut off: it was only half copied; copy the file again", "不完整：只复制了一部分；请重新复制"},
    Translation{"is not an ONNX model: take the file from the bundle again",
                "不是 ONNX 模型：请从模型包里重新取这个文件"},
    Translation{"is a damaged ONNX model: copy the file again", "ONNX 模型已损坏：请重新复制"},
    Translation{"is not a file", "不是文件"},
    Translation{"has no input for token ids", "没有接收 token id 的输入"},
    Translation{"this model cannot read words; these vectors are asked with --vector FILE.npy",
                "这个模型不懂文字；请用 --vector 文件.npy 查询这些向量"},
    Translation{"gives no usable embedding (zero or not finite): the weights are damaged",
                "给不出可用的向量（为零或非有限值）：权重已损坏"},
    Translation{"there is no such album", "没有这个相册"},
    Translation{"there are too many albums: delete one first", "相册太多：请先删除一个"},
    Translation{"this photo is not in the album", "相册里没有这张照片"},
    Translation{"this is no time; they look like 2024-03-09T14:05", "这不是时间；写法如 2024-03-09T14:05"},
    Translation{"a time cannot be moved by more than 200 years", "时间最多移动 200 年"},
    Translation{"there is no such place; latitudes end at 90 and longitudes at 180",
                "没有这个地点；纬度最大 90，经度最大 180"},
    Translation{"there is nothing to take back", "没有可撤销的修改"},
    Translation{"this is a database of another program; choose another --home",
                "这是别的程序的数据库；请换一个 --home"},
    Translation{"the library was written by an older Shoebox; run `shoebox index` once to bring it up to date",
                "照片库由旧版 Shoebox 写成；请运行一次 `shoebox index` 来更新"},
    Translation{"the library is empty; run `shoebox index DIR` first", "照片库是空的；请先运行 `shoebox index 文件夹`"},
    Translation{"there is no library yet; run `shoebox index DIR` first",
                "还没有照片库；请先运行 `shoebox index 文件夹`"},
    Translation{"this model answers now; let another one answer first", "正在使用这个模型；请先换用另一个"},
    Translation{"the folder is not among the indexed ones", "这个文件夹不在照片库里"},
    Translation{"the file is not in the library", "照片库里没有这个文件"},
    Translation{"vectors of these two spaces cannot be put together", "这两个空间的向量不能合并"},
    Translation{"the folder holds too many files; index its parts as folders of their own",
                "文件夹里的文件太多；请把其中的子文件夹分别加入"},
    Translation{"there is no such photo", "没有这张照片"},
    Translation{"the library has no such embedding space", "照片库里没有这个向量空间"},
    Translation{"the file lies in none of the indexed folders", "文件不在任何已加入的文件夹里"},
    Translation{"there is no such saved search", "没有这个保存的搜索"},
    Translation{"there are too many saved searches: delete one first", "保存的搜索太多：请先删除一个"},
    Translation{"there are too many tokens: delete one first", "令牌太多：请先删除一个"},
    Translation{"there is no such token", "没有这个令牌"},
    Translation{"vectors of this size cannot be indexed", "不支持这么长的向量"},
    Translation{"k must be at least 1", "k 至少是 1"},
    Translation{"a query vector has values that are not finite", "查询向量里有非有限的数"},
    Translation{"there is no index file", "没有索引文件"},
    Translation{"another process writes to the index file", "另一个进程正在写索引文件"},
    Translation{"the index file is cut off", "索引文件不完整"},
    Translation{"this is not an index file", "这不是索引文件"},
    Translation{"the header of the index file is damaged", "索引文件头已损坏"},
    Translation{"the index file was written by another version of this program", "索引文件由另一版本的程序写成"},
    Translation{"the index file belongs to another model", "索引文件属于另一个模型"},
    Translation{"a row of the index file is damaged", "索引文件中有一行已损坏"},
    Translation{"the index file has lost rows", "索引文件丢了一些行"},
    Translation{"the file cannot be written", "文件无法写入"},
    Translation{"there are no vectors of this model", "没有这个模型的向量"},
    Translation{"the vectors cannot be written; is the disk full?", "向量无法写入；磁盘满了吗？"},
    Translation{"no photo has a vector yet; start with: shoebox index DIR",
                "还没有照片的向量；请先运行：shoebox index 文件夹"},
    Translation{"the Faiss index is cut off", "Faiss 索引不完整"},
    Translation{"the Faiss index has an impossible size", "Faiss 索引的大小不可能"},
    Translation{"the Faiss index counts its vectors wrongly", "Faiss 索引的向量计数有误"},
    Translation{"the Faiss index has not one id a vector", "Faiss 索引的 id 与向量数目不符"},
    Translation{"there is no home folder to keep the library in; say one with --home DIR",
                "没有可存放照片库的主目录；请用 --home 文件夹 指定"},
    Translation{"the file cannot be opened", "打不开这个文件"},
    Translation{"the file cannot be read", "无法读取这个文件"},
    Translation{"there are no vectors", "没有向量"},
    Translation{"the vectors need another name", "请给这些向量换一个名字"},
    Translation{"no vectors were imported under this name", "没有以这个名字导入过向量"},
    Translation{"photos are being read right now: wait until that has ended, or stop it",
                "正在读取照片：请等它结束，或先停止"},
    Translation{"stopped before it began", "还没开始就停止了"},
    Translation{"a time looks like 2026-11-23T12:00:00+08:00", "时间写法如 2026-11-23T12:00:00+08:00"},
    Translation{"this photo has no readable file", "这张照片没有可读的文件"},
    Translation{"it has no stored thumbnail", "没有存下的缩略图"},
    Translation{"the data folder's path is too long for a socket", "数据文件夹的路径太长，无法建立套接字"},
    Translation{"the default model is not beside the program; run script/setup, or add one with shoebox model add DIR",
                "程序旁边没有默认模型；请运行 script/setup，或用 shoebox model add 文件夹 添加"},
    Translation{"a model is called as its folder; this name will not do, rename the folder",
                "模型以其文件夹命名；这个名字不行，请给文件夹改名"},
    Translation{"the .npy header has no shape", ".npy 文件头没有形状"},
    Translation{"the array must be [D] or [N, D]", "数组须为 [D] 或 [N, D]"},
    Translation{"not a .npy file", "不是 .npy 文件"},
    Translation{"the .npy header is cut off", ".npy 文件头不完整"},
    Translation{"the numbers must be float32 ('<f4')", "数值须为 float32（'<f4'）"},
    Translation{"the array must be in C order", "数组须按 C 顺序存放"},
    Translation{"the .npy file is shorter than its shape says", ".npy 文件比其形状所说的短"},
    Translation{"the other shoebox has ended meanwhile", "另一个 shoebox 已经结束"},
    Translation{"the running shoebox does not know this command: stop it and start it again",
                "正在运行的 shoebox 不认识这个命令：请停止后重新启动"},
    Translation{"the other shoebox speaks differently: stop it and start it again",
                "另一个 shoebox 版本不同：请停止后重新启动"},
    Translation{"this photo is not there, or has not been read yet", "没有这张照片，或还没有读取"},
    Translation{"this photo has no such file", "这张照片没有这个文件"},
    Translation{"the file cannot be read now", "现在无法读取这个文件"},
    Translation{"there is no such folder, or it may not be looked at", "没有这个文件夹，或没有权限查看"},
    Translation{"no model of this name was added, and no vectors were imported under it",
                "没有添加过这个名字的模型，也没有以它导入过向量"},
    Translation{
        "these vectors have no model yet: ask with --vector FILE.npy, or find their model with: shoebox model use NAME",
        "这些向量还没有模型：请用 --vector 文件.npy 查询，或用 shoebox model use 名称 找到它们的模型"},
    Translation{"the languages are zh-CN and en", "可选的语言是 zh-CN 和 en"},
    Translation{"a path must not be empty", "路径不能为空"},
    Translation{"a path cannot hold NUL", "路径不能含有 NUL"},
    Translation{"there is no such time zone", "没有这个时区"},
    Translation{"the question is too long: say it in fewer words", "问题太长：请说得短一些"},
    Translation{"the vector has values that are not finite", "向量里有非有限的数"},
    Translation{"the vector is empty or zero, so nothing is like it", "向量为空或为零，没有与它相似的"},
    Translation{"weights must be numbers from 0 on, and not both 0", "权重须为不小于 0 的数，且不能都为 0"},
    Translation{"words and picture are opposites with these weights: change the weights",
                "按这组权重，文字与图片互相抵消：请改变权重"},
    Translation{"give a vector, or words and a picture, but not both", "请给向量，或给文字和图片，不要两者都给"},
    Translation{"too many questions at once", "一次的问题太多"},
    Translation{"this model cannot read words: search with a picture, or choose another model with 'shoebox model use'",
                "这个模型不懂文字：请用图片搜索，或用 'shoebox model use' 换一个模型"},
    Translation{"the model's text vectors do not fit the index: add the model again",
                "模型的文字向量与索引不符：请重新添加模型"},
    Translation{"the gazetteer is of another version: run script/setup again",
                "地名表版本不符：请重新运行 script/setup"},
    Translation{"the gazetteer is damaged: run script/setup again", "地名表已损坏：请重新运行 script/setup"},
    Translation{"the shells are bash, zsh and fish", "可选的 shell 是 bash、zsh 和 fish"},
    // "{}" stands for what is known only at run time.
    Translation{"the link leads nowhere", "链接没有指向任何文件"},
    Translation{"not a picture", "不是图片"},
    Translation{"the path is longer than 4,095 bytes, which the system cannot open",
                "路径超过 4,095 字节，系统无法打开"},
    Translation{"the model gave no number for this picture", "模型没有为这张图片给出数值"},
    Translation{"the file became shorter or unreadable while it was being read", "读取时文件变短或无法读取了"},
    Translation{"the decode worker was killed from outside twice; is the system out of memory?",
                "解码进程两次被外部终止；系统内存不足吗？"},
    Translation{"its renders take more memory than an answer may", "渲染所需内存超过上限"},
    Translation{"not an answer to this request", "收到的不是对这个请求的回答"},
    Translation{"stopped", "已停止"},
    Translation{"an empty picture has no PNG", "空图片不能写成 PNG"},
    Translation{"the time zone's file is damaged", "时区文件已损坏"},
    Translation{"no model at hand made these vectors; add the one that did with: shoebox model add DIR{}",
                "现有的模型都不是这些向量的来源；请用 shoebox model add 文件夹 添加来源模型{}"},
    Translation{"the picture is too large: {} x {} pixels, at most {} million", "图片太大：{} x {} 像素，最多 {} 百万"},
    Translation{"the picture cannot be decoded: {}", "图片无法解码：{}"},
    Translation{"its decoder gave up: {}", "解码器放弃了：{}"},
    Translation{"the GIF data are damaged or end too early: {}", "GIF 数据已损坏或不完整：{}"},
    Translation{"the GIF data are damaged or end too early", "GIF 数据已损坏或不完整"},
    Translation{"a kind of HEIF that we cannot read: {}", "不支持的 HEIF 类型：{}"},
    Translation{"the HEIF picture is too large to decode: {}", "HEIF 图片太大，无法解码：{}"},
    Translation{"the HEIF data are damaged: {}", "HEIF 数据已损坏：{}"},
    Translation{"a kind of JPEG that we cannot read: {}", "不支持的 JPEG 类型：{}"},
    Translation{"the JPEG is too large to decode: {}", "JPEG 太大，无法解码：{}"},
    Translation{"the JPEG data are damaged: {}", "JPEG 数据已损坏：{}"},
    Translation{"the PNG data are damaged: {}", "PNG 数据已损坏：{}"},
    Translation{"a kind of RAW that we cannot read: {}", "不支持的 RAW 类型：{}"},
    Translation{"the RAW picture is too large to decode: {}", "RAW 图片太大，无法解码：{}"},
    Translation{"the RAW data are damaged: {}", "RAW 数据已损坏：{}"},
    Translation{"a kind of TIFF that we cannot read: {}", "不支持的 TIFF 类型：{}"},
    Translation{"the TIFF data are damaged: {}", "TIFF 数据已损坏：{}"},
    Translation{"{} crashed on this file", "{}在读取这个文件时崩溃了"},
    Translation{"{} went astray on this file", "{}在读取这个文件时出错"},
    Translation{"{} was not done after {} s", "{}在 {} 秒内没有完成"},
    Translation{"the {} decoder", "{} 解码器"},
    Translation{"the decoder", "解码器"},
    Translation{"the decode worker cannot be started: {}", "解码进程无法启动：{}"},
    Translation{"{} holds a file .nomedia, so it is left out", "{} 含有 .nomedia 文件，因此不收录"},
    Translation{"the file cannot be read: {}", "无法读取这个文件：{}"},
    Translation{"the file cannot be mapped: {}", "无法映射这个文件：{}"},
    Translation{"cannot open the file: {}", "打不开这个文件：{}"},
    Translation{"cannot read the file: {}", "无法读取这个文件：{}"},
    Translation{"cannot open the folder: {}", "打不开这个文件夹：{}"},
    Translation{"cannot read the folder: {}", "无法读取这个文件夹：{}"},
    Translation{"cannot make the folder: {}", "无法建立这个文件夹：{}"},
    Translation{"the folder cannot be made: {}", "无法建立这个文件夹：{}"},
    Translation{"cannot follow the path: {}", "无法解析这个路径：{}"},
    Translation{"cannot write the thumbnail: {}", "无法写入缩略图：{}"},
    Translation{"cannot create a file beside it: {}", "无法在那里新建文件：{}"},
    Translation{"cannot write the file: {}", "无法写入这个文件：{}"},
    Translation{"cannot write the file to disk: {}", "无法把文件写到磁盘：{}"},
    Translation{"cannot put the new file in place: {}", "无法把新文件放到位：{}"},
    Translation{"cannot write the answer: {}", "无法写出答案：{}"},
    Translation{"cannot make the data folder: {}; choose another with --home DIR",
                "无法建立数据文件夹：{}；请用 --home 文件夹 另选一个"},
    Translation{"cannot open the lock: {}", "打不开锁文件：{}"},
    Translation{"another shoebox (process {}) is writing to this library; wait for it or stop it",
                "另一个 shoebox（进程 {}）正在写这个照片库；请等它结束，或停止它"},
    Translation{"another shoebox is writing to this library; wait for it or stop it",
                "另一个 shoebox 正在写这个照片库；请等它结束，或停止它"},
    Translation{"the path is longer than {} bytes", "路径超过 {} 字节"},
    Translation{"larger than {} bytes", "超过 {} 字节"},
    Translation{"there is no such setting; the settings are {}", "没有这个设置项；设置项有 {}"},
    Translation{"\"{}\" is not a number", "“{}”不是数字"},
    Translation{"\"{}\" is not a size such as 512M", "“{}”不是 512M 这样的大小"},
    Translation{"at most {}", "最多 {}"},
    Translation{"\"{}\" is no time zone; they look like Asia/Shanghai", "“{}”不是时区；时区写法如 Asia/Shanghai"},
    Translation{"\"{}\" has a value of the wrong type", "“{}”的值类型不对"},
    Translation{"line {}: {}; mend or remove the file", "第 {} 行：{}；请修正或删除这个文件"},
    Translation{"there is no such model; there is none", "没有这个模型；现在没有任何模型"},
    Translation{"there is no such model; there is {}", "没有这个模型；现有 {}"},
    Translation{"vectors of {} numbers are not of this model, which has {}", "{} 维的向量不属于这个模型，它是 {} 维"},
    Translation{"vectors of {} numbers cannot be searched", "无法检索 {} 维的向量"},
    Translation{"line {} is not a path", "第 {} 行不是路径"},
    Translation{"Permission denied", "没有权限"},
    Translation{"Operation not permitted", "不允许这样做"},
    Translation{"No such file or directory", "没有这个文件或文件夹"},
    Translation{"Not a directory", "不是文件夹"},
    Translation{"Is a directory", "是文件夹"},
    Translation{"No space left on device", "磁盘已满"},
    Translation{"Disk quota exceeded", "超出磁盘配额"},
    Translation{"Read-only file system", "文件系统只读"},
    Translation{"Input/output error", "输入输出错误"},
    Translation{"Too many levels of symbolic links", "链接层数太多"},
    Translation{"Too many open files", "打开的文件太多"},
    Translation{"File name too long", "文件名太长"},
    Translation{"Cannot allocate memory", "内存不足"},
    Translation{"Stale file handle", "文件句柄已失效"},
    Translation{"Transport endpoint is not connected", "连接已断开"},
    // Of the parser of the command line. They fit much, so they are last; what names its help is told apart first.
    Translation{"{}; see {} --help", "{}；见 {} --help"},
    Translation{"say which of its commands: {}", "请写明子命令：{}"},
    Translation{"{}: Value {} not in range {} to {}", "{}：{} 不在 {} 到 {} 的范围内"},
    Translation{"{}: {} not in {}", "{}：{} 不是 {} 之一"},
    Translation{"Could not convert: {} = {}", "{} 的值 {} 无法识别"},
    Translation{"The following argument was not expected: {}", "多余的参数：{}"},
    Translation{"The following arguments were not expected: {}", "多余的参数：{}"},
    Translation{"{}: {} required {} missing", "{}：缺少 {} 个值（{}）"},
    Translation{"{}: At Most {} required but received {}", "{}：最多 {} 个值，却给了 {} 个"},
    Translation{"{} was given a disallowed flag override", "{} 不带值"},
    Translation{"{} is required", "缺少 {}"},
};

/// What stands in `message` at each "{}" of `pattern`; nothing when it is another message.
std::optional<std::vector<std::string_view>> values_in(std::string_view message, std::string_view pattern) {
  std::vector<std::string_view> values;
  std::size_t gap = pattern.find("{}");
  if (gap == std::string_view::npos || !message.starts_with(pattern.substr(0, gap))) return std::nullopt;
  while (true) {
    message.remove_prefix(gap);
    pattern.remove_prefix(gap + 2);
    const std::size_t next = pattern.find("{}");
    const std::string_view after = pattern.substr(0, next);
    const bool is_last = next == std::string_view::npos;
    if (is_last && !message.ends_with(after)) return std::nullopt;
    const std::size_t end = is_last ? message.size() - after.size() : message.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    values.push_back(message.substr(0, end));
    if (is_last) return values;
    message.remove_prefix(end);
    gap = next;
  }
}

/// A value may be a message of its own: why the system refused, what the parser said.
std::string filled_in(std::string_view chinese, const std::vector<std::string_view>& values) {
  std::string text;
  for (const std::string_view value : values) {
    const std::size_t gap = chinese.find("{}");
    text.append(chinese.substr(0, gap)).append(message_in_chinese(value).value_or(std::string(value)));
    chinese.remove_prefix(gap + 2);
  }
  return text.append(chinese);
}

std::string_view kind_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "请求有误";
    case ErrorCode::kNotFound:
      return "找不到";
    case ErrorCode::kUnsupported:
      return "不支持";
    case ErrorCode::kCorrupt:
      return "已损坏";
    case ErrorCode::kLimitExceeded:
      return "超过限制";
    case ErrorCode::kIo:
      return "系统拒绝";
    case ErrorCode::kBusy:
      return "正被占用";
    case ErrorCode::kCancelled:
      return "已停止";
    case ErrorCode::kInternal:
      return "内部错误";
  }
  return "";
}

}  // namespace

std::span<const Translation> error_translations() {
  return kTable;
}

std::optional<std::string> message_in_chinese(std::string_view message) {
  const auto* const found = std::ranges::find(kTable, message, &Translation::english);
  if (found != std::end(kTable)) return std::string(found->chinese);
  for (const Translation& row : kTable) {
    if (const auto values = values_in(message, row.english)) return filled_in(row.chinese, *values);
  }
  return std::nullopt;
}

std::string error_in_chinese(const Error& error) {
  const std::string where = error.context.empty() ? "" : error.context + "：";
  if (const auto message = message_in_chinese(error.message)) return where + *message;
  return where + std::string(kind_of(error.code)) + "（" + error.message + "）";
}

}  // namespace shoebox
