/* Start DGS Desk on Windows: load the Python that lies beside this file and run the program with it.

   Built twice: for the window (no console), and for the command line. pythonXY._pth beside it holds all the
   paths that Python may look into, so neither the machine's Python nor its settings play a part. */

#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*python_main)(int, wchar_t **);

static wchar_t START[] =
    L"import sys; sys.frozen = True; sys.argv[0] = sys.executable\n"
    L"from dgsdesk.__main__ import main\n"
    L"sys.exit(main())\n";

static int refuse(const wchar_t *missing)
{
    wchar_t said[MAX_PATH * 2];
    swprintf(said, MAX_PATH * 2,
             L"Il manque \u00ab\u00a0%ls\u00a0\u00bb \u00e0 DGS Desk. R\u00e9installez le programme\u00a0: "
             L"vos donn\u00e9es ne sont pas touch\u00e9es.", missing);
    MessageBoxW(NULL, said, L"DGS Desk", MB_OK | MB_ICONERROR);
    return 1;
}

int main(void)
{
    wchar_t folder[MAX_PATH], library[MAX_PATH + 32];
    GetModuleFileNameW(NULL, folder, MAX_PATH);
    wchar_t *last = wcsrchr(folder, L'\\');
    if (last)
        *last = L'\0';
    swprintf(library, MAX_PATH + 32, L"%ls\\" PYTHON_DLL, folder);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main run = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return refuse(PYTHON_DLL);

    int given, count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &given);
    wchar_t **whole = calloc(given + 8, sizeof *whole);
    if (!arguments || !whole)
        return 1;
    whole[count++] = arguments[0];
    whole[count++] = L"-B";
    whole[count++] = L"-X";
    whole[count++] = L"utf8";
    whole[count++] = L"-X";
    whole[count++] = L"no_debug_ranges";
    whole[count++] = L"-c";
    whole[count++] = START;
    for (int index = 1; index < given; index++)
        whole[count++] = arguments[index];
    return run(count, whole);
}
