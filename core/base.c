#include <pumice/base.h>

#include <stdio.h>

static const char ellipsis[] = "\xE2\x80\xA6";

int pm_error_set(pm_error *err, int code, const char *format, ...)
{
	if (err == NULL || err->code != PM_OK)
		return code;
	err->code = code;
	va_list args;
	va_start(args, format);
	int n = vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	if (n >= (int)sizeof err->text) {
		size_t cut = sizeof err->text - sizeof ellipsis;
		while (cut > 0 && ((unsigned char)err->text[cut] & 0xC0) == 0x80)
			cut--;
		memcpy(err->text + cut, ellipsis, sizeof ellipsis);
	}
	return code;
}

int pm_error_nomem(pm_error *err)
{
	return pm_error_set(err, PM_ENOMEM, "out of memory; close other programs or convert fewer files at once");
}

const char *pm_version(void)
{
	return PM_VERSION;
}
