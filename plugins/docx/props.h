/* props.h: formatting properties that mean the same in a style, a list level and in the text. */
#ifndef DOCX_PROPS_H
#define DOCX_PROPS_H

#include "styles.h"
#include "xml.h"

/* Take in one element of w:rPr; others than those of a look are passed over. */
void docx_read_look(docx_look *look, docx_token token, const docx_attrs *attrs);
int8_t docx_read_level(const docx_attrs *attrs);              /* w:ilvl: 0-8 */
int8_t docx_read_outline(const docx_attrs *attrs);            /* 0-9, UNSET for a bad one */
int8_t docx_read_align(const docx_attrs *attrs);              /* pm_align, UNSET for justified and others */
/* Left indent in 1/20 point; `otherwise` where it is not said. */
int docx_read_indent(const docx_attrs *attrs, int otherwise);

#endif
