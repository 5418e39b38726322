package backprop.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * What the adapters need of a kernel and cannot compile against: JSON, because JJava ships Gson under a name of its own, and
 * the place where the running cell's outputs go, because a kernel forgets it when the cell is done. Both kernels have the
 * same names for both.
 */
final class KernelReflection {
    private final Object gson;
    private final Class<?> jsonObject;
    private final Object displayStream;

    /**
     * @param message the class of a message of a comm, which holds JSON
     * @param displayStream where the kernel's displays go
     */
    KernelReflection(Class<?> message, Object displayStream) {
        try {
            this.displayStream = displayStream;
            jsonObject = message.getMethod("getData").getReturnType();
            gson = Class.forName(jsonObject.getPackageName() + ".Gson", true, jsonObject.getClassLoader())
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw otherKernel(e);
        }
    }

    /** The data of a received message. */
    @SuppressWarnings("unchecked")
    Map<String, Object> read(Object message) {
        Object data = data(message);
        return (Map<String, Object>)
                call(method(gson, "fromJson", String.class, Class.class), gson, data.toString(), Map.class);
    }

    /** Adds to the data of a message that is about to be sent. */
    void write(Object message, Map<String, Object> data) {
        Object target = data(message);
        Method add = method(target, "add", String.class, jsonObject.getSuperclass());
        data.forEach((key, value) -> call(add, target, key, json(value)));
    }

    /** The line that a kernel's own comm is. */
    PageComm line(String id, Object comm) {
        Method send = method(comm, "send", jsonObject);
        return new PageComm() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void send(Map<String, Object> data) {
                call(send, comm, json(data));
            }
        };
    }

    private static Object data(Object message) {
        return call(method(message, "getData"), message);
    }

    private Object json(Object value) {
        return call(method(gson, "toJsonTree", Object.class), gson, value);
    }

    /** Where the outputs of the running cell go; to be given to {@link #during} later. */
    Object place() {
        return field(displayStream.getClass(), "env", displayStream);
    }

    /** What a field that is nobody else's holds. */
    static Object field(Class<?> type, String name, Object target) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(target);
        } catch (ReflectiveOperationException e) {
            throw otherKernel(e);
        }
    }

    /** Does something between cells with outputs going to a place of before. */
    void during(Object place, Runnable work) {
        // A line that was opened between cells has no place.
        Object before = place();
        setPlace(displayStream, place == null ? before : place);
        try {
            work.run();
        } finally {
            setPlace(displayStream, before);
        }
    }

    /** Has the outputs go to a place, null for nowhere. */
    static void setPlace(Object displayStream, Object place) {
        setField(displayStream.getClass(), "env", displayStream, place);
    }

    /** Has cells print to {@link PrintedText} from the next one on. To be called while a cell runs. */
    static void gatherText(Object kernelsStreams) {
        PrintedText text = PrintedText.instance();
        setField(kernelsStreams.getClass(), "out", kernelsStreams, text.out());
        setField(kernelsStreams.getClass(), "err", kernelsStreams, text.err());
        CellOutput.eachInTurn();
    }

    static void setField(Class<?> type, String name, Object target, Object value) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            field.set(target, value);
        } catch (ReflectiveOperationException e) {
            throw otherKernel(e);
        }
    }

    static Method method(Object target, String name, Class<?>... parameters) {
        try {
            return target.getClass().getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw otherKernel(e);
        }
    }

    /** Calls a method that is nobody else's. */
    static Object callHidden(Object target, String name, Class<?> parameter, Object argument) {
        try {
            Method method = target.getClass().getDeclaredMethod(name, parameter);
            method.setAccessible(true);
            return call(method, target, argument);
        } catch (NoSuchMethodException e) {
            throw otherKernel(e);
        }
    }

    static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw otherKernel(e);
        }
    }

    private static IllegalStateException otherKernel(ReflectiveOperationException e) {
        return new IllegalStateException(
                "this version of the Java kernel is built in another way than those that sliders were made for: "
                        + "use the one that binder/lab.py installs",
                e);
    }
}
