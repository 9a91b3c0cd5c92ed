"""Asks a window of the display in DISPLAY to close, as the cross in its corner does: WM_DELETE_WINDOW to the one whose title
is the first argument. Ends with 0 when it was asked."""

import ctypes
import sys

x11 = ctypes.CDLL("libX11.so.6")
Window, Atom = ctypes.c_ulong, ctypes.c_ulong


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", Window),
        ("message_type", Atom),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("pad", ctypes.c_long * 24),
    ]


x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = Window
x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
x11.XInternAtom.restype = Atom
x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
x11.XQueryTree.argtypes = [ctypes.c_void_p, Window] + [ctypes.c_void_p] * 4
x11.XFetchName.argtypes = [ctypes.c_void_p, Window, ctypes.c_void_p]
x11.XSendEvent.argtypes = [ctypes.c_void_p, Window, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
x11.XFlush.argtypes = [ctypes.c_void_p]
x11.XCloseDisplay.argtypes = [ctypes.c_void_p]


def below(display, window):
    root, parent, count = Window(), Window(), ctypes.c_uint()
    children = ctypes.POINTER(Window)()
    x11.XQueryTree(display, window, *map(ctypes.byref, (root, parent, children, count)))
    for child in children[: count.value]:
        yield child
        yield from below(display, child)


def title(display, window):
    name = ctypes.c_char_p()
    x11.XFetchName(display, window, ctypes.byref(name))
    return (name.value or b"").decode(errors="replace")


def main():
    display = x11.XOpenDisplay(None)
    if not display:
        sys.exit("no display")
    atom = lambda name: x11.XInternAtom(display, name, 0)
    for window in below(display, x11.XDefaultRootWindow(display)):
        if title(display, window) == sys.argv[1]:
            message = ClientMessage(33, 0, 1, display, window, atom(b"WM_PROTOCOLS"), 32)
            message.data[0] = atom(b"WM_DELETE_WINDOW")
            x11.XSendEvent(display, window, 0, 0, ctypes.byref(message))
            x11.XFlush(display)
            x11.XCloseDisplay(display)
            return
    sys.exit(f"no window is called {sys.argv[1]}")


main()
