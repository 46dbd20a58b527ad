#!/usr/bin/env python3
"""make_pages.py FOLDER N: N small inputs, HTML in several charsets, text and Markdown, every twentieth hostile or broken; prints how many are good."""
import os
import random
import sys
import zipfile

folder, n = sys.argv[1], int(sys.argv[2])
r = random.Random(7)
WORDS = "全县 卫生 健康 工作 推进 完成 建设 服务 能力 基层 医疗 机构 人才 培养 项目 投资 改革 管理 质量 提升".split()
CHARSETS = [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gb18030", "gbk"), ("utf-8", "gb2312"), ("gb18030", None)]


def sentence():
    return "".join(r.choice(WORDS) for _ in range(r.randint(5, 12))) + f"，完成{r.randint(10, 9999)}人次。"


def paragraphs():
    return ["".join(sentence() for _ in range(r.randint(2, 4))) for _ in range(r.randint(3, 8))]


def page(i):
    charset, declared = CHARSETS[i % len(CHARSETS)]
    meta = f"<meta charset='{declared}'>" if declared else ""
    body = "".join(f"<p>{p}</p>" for p in paragraphs())
    return (f"<html><head>{meta}<title>第{i}号工作总结</title></head><body><div class='nav'><a href='/'>首页</a> <a href='/a'>政务公开</a></div>"
            f"<h1>第{i}号工作总结</h1>{body}<div class='footer'>版权所有</div></body></html>").encode(charset)


def docx(path, i):
    text = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
                   'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
                   'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr("word/document.xml", f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{text}</w:body></w:document>')


def broken(path, i):
    kinds = [("bin", os.urandom(0) + bytes(range(1, 32)) * 40), ("docx", b"PK\x03\x04" + b"x" * 500), ("html", b""), ("docx", b"no package at all")]
    ending, content = kinds[i // 20 % len(kinds)]
    with open(f"{path}.{ending}", "wb") as f:
        f.write(content)


good = 0
for i in range(n):
    sub = os.path.join(folder, f"{i % 7:02}", "页面" if i % 3 == 0 else "pages")
    os.makedirs(sub, exist_ok=True)
    path = os.path.join(sub, f"{i:05}")
    if i % 20 == 19:
        broken(path, i)
        continue
    good += 1
    if i % 10 == 3:
        with open(path + ".txt", "w", encoding="utf-8") as f:
            f.write(f"第{i}号工作总结\n" + "\n".join(paragraphs()) + "\n")
    elif i % 10 == 7:
        docx(path + ".docx", i)
    else:
        with open(path + ".html", "wb") as f:
            f.write(page(i))
print(good)
