/* text_fuzz.c: any bytes as text, through every pass and every writer. */
#include "account.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static pm_registry *reg;
	pm_error err = { 0 };
	if (reg == NULL)
		expect((reg = pm_registry_new(&err)) != NULL);
	pm_source *src = pm_source_new("report.txt", bytes, len, &err);
	expect(src != NULL);
	pm_doc *doc = pm_registry_read(reg, src, "text", NULL, &err);
	if (doc != NULL)
		clean_and_write(reg, doc);
	else
		expect(err.code != PM_OK && err.text[0] != '\0');
	pm_doc_free(doc);
	pm_source_free(src);
	return 0;
}
