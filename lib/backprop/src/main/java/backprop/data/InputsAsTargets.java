package backprop.data;

/** Samples that are their own targets. */
record InputsAsTargets(Dataset data) implements Dataset {
    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public int features() {
        return data.features();
    }

    @Override
    public int outputs() {
        return data.features();
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Batch batch(int... indices) {
        Batch batch = data.batch(indices);
        return new Batch(batch.x(), batch.x());
    }

    @Override
    public Dataset slice(int start, int end) {
        return new InputsAsTargets(data.slice(start, end));
    }

    @Override
    public String toString() {
        return name() + ": " + size() + " samples of " + features() + " numbers, each its own target";
    }
}
