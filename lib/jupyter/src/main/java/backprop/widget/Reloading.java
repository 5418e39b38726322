package backprop.widget;

import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a page that was loaded anew, beside a kernel that ran on, of the widgets that it has to show. The page asks on a comm of
 * its own (ipywidgets, packages/schema/messages.md, the control channel).
 */
final class Reloading {
    private static final String TARGET = "jupyter.widget.control";

    private static final Map<String, Widget> SHOWN = new ConcurrentHashMap<>();
    private static Kernel served;

    private Reloading() {}

    static synchronized void remember(String id, Widget widget) {
        SHOWN.put(id, widget);
        Kernel kernel = CurrentKernel.get();
        if (served != kernel) kernel.serve(TARGET, question -> states());
        served = kernel;
    }

    private static Map<String, Object> states() {
        Map<String, Object> states = new HashMap<>();
        SHOWN.forEach((id, widget) -> {
            Map<String, Object> state = widget.reloaded();
            states.put(
                    id,
                    Map.of(
                            "model_name", state.get("_model_name"),
                            "model_module", state.get("_model_module"),
                            "model_module_version", state.get("_model_module_version"),
                            "state", state));
        });
        return Map.of("method", "update_states", "states", states, "buffer_paths", List.of());
    }
}
