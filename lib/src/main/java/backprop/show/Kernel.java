package backprop.show;

/** A Java kernel, as far as showing things goes. */
interface Kernel {
    /** Puts something below the running cell, under an id that it can be replaced by. */
    void display(String id, Rendering rendering);

    /** Replaces what was displayed under the id. */
    void update(String id, Rendering rendering);
}
