#include "command.h"

bool call_wants_archive(const call *c)
{
	(void)c;
	return false;
}

int run_archive(const call *c, pm_registry *reg)
{
	(void)c, (void)reg;
	return EXIT_CALL;
}

int merge_manifests(const call *c)
{
	(void)c;
	return EXIT_CALL;
}
