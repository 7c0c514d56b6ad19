package org.spotalert.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Does something on SIGHUP. The class for signals is in every JDK, but no part of Java: javac refuses its name. */
final class HangUp {

    private HangUp() {}

    /** Runs an action at each signal, on a thread of the JVM; a machine without signals has none. */
    static void onSignal(Runnable action) {
        InvocationHandler handle = (proxy, method, arguments) -> answer(action, proxy, method.getName(), arguments);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onHangUp = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, handle);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), onHangUp);
        } catch (ReflectiveOperationException absent) {
            LoggerFactory.getLogger(HangUp.class).debug("no signals here", absent);
        }
    }

    private static @Nullable Object answer(
            Runnable action, Object proxy, String method, Object @Nullable [] arguments) {
        return switch (method) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "HangUp";
        };
    }
}
