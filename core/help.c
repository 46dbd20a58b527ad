/* help.c: what the program says of itself. */
#include "command.h"

void print_help(void)
{
	fputs("usage: pumice [OPTION]... INPUT... [-o OUTPUT]\n"
	      "\n"
	      "Turns scraped pages and documents into clean ones: page.html -o page.docx\n"
	      "INPUT is a file, a folder (all that is in it is converted) or - for standard input.\n"
	      "\n"
	      "  -o, --output PATH       file or folder to write; without it, or with -, standard output\n"
	      "  -f, --from FORMAT       format of the input; without it found by content and name\n"
	      "  -t, --to FORMAT         format to write, repeatable; without it by the name behind -o, else markdown\n"
	      "                          (options of a format: -t docx:toc,style=plain or --toc --style=plain)\n"
	      "      --keep-furniture    write what was judged page furniture, too\n"
	      "      --audit FILE        write what was marked and repaired: tab-separated, or JSON lines into FILE.jsonl\n"
	      "      --without RULE      switch a rule of the passes off, repeatable; --rules lists them\n"
	      "  -v, --verbose           say what was done\n"
	      "  -q, --quiet             say only what failed\n"
	      "\n"
	      "folders and many files:\n"
	      "  -j, --jobs N            work with N processes (the number of cores)\n"
	      "      --files-from FILE   take the inputs from FILE, one a line; - is standard input; -0 where they end with NUL\n"
	      "      --timeout SECONDS   give up on an input after so long (120; 0: never)\n"
	      "      --max-memory BYTES  give up on an input that needs more (2G; 0: no limit)\n"
	      "      --force             convert what is unchanged, too\n"
	      "      --prune             remove outputs whose input is gone\n"
	      "      --shard K/N         convert the K-th of N shares of the inputs\n"
	      "      --merge-manifests   join the manifests of all shares of the archive INPUT\n"
	      "\n"
	      "      --formats           list formats, their options and plugins\n"
	      "      --rules             list the rules of the passes\n"
	      "  -h, --help  -V, --version\n"
	      "\n"
	      "exit status: 0 all done; 1 some input failed and would fail again; 2 the call is wrong; 3 disk full, no permission or no memory\n",
	      stdout);
}

static void print_options(const pm_option_info *options)
{
	for (; options != NULL && options->name != NULL; options++) {
		char name[64];
		snprintf(name, sizeof name, "--%s%s%s", options->name, options->argument != NULL ? "=" : "", options->argument != NULL ? options->argument : "");
		printf("      %-28s %s\n", name, options->help != NULL ? options->help : "");
	}
}

static void print_format(const char *way, const char *name, const char *extensions, const char *help, const char *module)
{
	printf("  %-10s %-6s .%-18s %s  (%s)\n", name, way, extensions, help != NULL ? help : "", module);
}

void print_formats(pm_registry *reg)
{
	pm_registry_load_all(reg);
	for (size_t i = 0; i < pm_registry_n_readers(reg); i++) {
		const char *module;
		const pm_reader *r = pm_registry_reader_at(reg, i, &module);
		print_format("read", r->name, r->extensions, r->help, module);
		print_options(r->options);
	}
	for (size_t i = 0; i < pm_registry_n_writers(reg); i++) {
		const char *module;
		const pm_writer *w = pm_registry_writer_at(reg, i, &module);
		print_format("write", w->name, w->extensions, w->help, module);
		print_options(w->options);
	}
}

void print_rules(void)
{
	const char *pass = "";
	for (const pm_rule_info *r = pm_rules(); r->name != NULL; r++) {
		if (strcmp(pass, r->pass) != 0)
			printf("%s%s\n", pass[0] != '\0' ? "\n" : "", r->pass);
		pass = r->pass;
		printf("  %-28s %s\n", r->name, r->help);
	}
}
