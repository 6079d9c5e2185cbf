/* Start DGS Desk from its own folder: this program's Python, its libraries, nothing of the machine's Python.

   lib/                       Python's library and those that it needs
   lib/pythonX.Y              its modules, lib-dynload, site-packages with the program
   The folder may be moved anywhere: everything is found beside this file. */

#include <Python.h>
#include <libgen.h>
#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <unistd.h>

static const char START[] =
    "import sys; sys.frozen = True\n"
    "from dgsdesk.__main__ import main\n"
    "sys.exit(main())\n";

static void leave_on(PyStatus status)
{
    if (PyStatus_Exception(status))
        Py_ExitStatusException(status);
}

static void add_path(PyConfig *config, const char *root, const char *below)
{
    char path[PATH_MAX * 2];
    snprintf(path, sizeof path, "%s/lib/python" PYTHON_SERIES "%s", root, below);
    wchar_t *wide = Py_DecodeLocale(path, NULL);
    leave_on(PyWideStringList_Append(&config->module_search_paths, wide));
    PyMem_RawFree(wide);
}

int main(int argc, char **argv)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1); /* Python lets one thread work at a time: heaps apart only keep their holes */
#endif
    char self[PATH_MAX], root[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0) {
        perror("dgsdesk");
        return 1;
    }
    self[length] = '\0';
    strcpy(root, self);
    strcpy(root, dirname(root));

    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1; /* what it says is French, in the plainest of locales too */
    leave_on(Py_PreInitialize(&before));

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0; /* the paths below are all that there is */
    config.write_bytecode = 0;
    config.code_debug_ranges = 0; /* as the bytecode was compiled: no sources, no columns in them */
    config.install_signal_handlers = 1;
    config.buffered_stdio = 1;
    leave_on(PyConfig_SetBytesString(&config, &config.executable, self));
    leave_on(PyConfig_SetBytesString(&config, &config.home, root));
    leave_on(PyConfig_SetBytesArgv(&config, argc, argv));
    config.module_search_paths_set = 1;
    add_path(&config, root, "");
    add_path(&config, root, "/lib-dynload");
    add_path(&config, root, "/site-packages");
    leave_on(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
    int failed = PyRun_SimpleString(START); /* a program that ends well, or with a code, leaves from there */
    return Py_FinalizeEx() < 0 || failed;
}
