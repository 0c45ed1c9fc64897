package specsweep.kernel.transfer;

import java.util.List;
import java.util.stream.IntStream;
import specsweep.kernel.net.Adam;
import specsweep.kernel.net.Job;
import specsweep.kernel.net.Outcome;
import specsweep.kernel.net.Samples;
import specsweep.kernel.net.Trainer;
import specsweep.kernel.net.Weights;

/** Trains with the engine, each network alone. */
final class EngineTraining implements PlainProtocol.Training<Weights> {
    private final Tuple tuple;

    EngineTraining(Tuple tuple) {
        this.tuple = tuple;
    }

    @Override
    public Weights start(Weights fresh) {
        return fresh;
    }

    @Override
    public PlainProtocol.Learnt<Weights> train(
            Weights start, PlainProtocol.Data train, PlainProtocol.Data heldOut, int steps) {
        Protocol p = tuple.protocol();
        Adam adam = new Adam(p.learningRate(), p.beta1(), p.beta2(), p.epsilon());
        try (Trainer trainer = new Trainer();
                Samples trainSamples = samples(train);
                Samples heldOutSamples = samples(heldOut)) {
            Job job = new Job(
                    start, trainSamples, heldOutSamples, Checkpoints.upTo(steps), adam, steps, null, Long.MAX_VALUE);
            Outcome outcome = trainer.train(List.of(job), tuple.architecture().activation(), () -> false)
                    .get(0);
            return new PlainProtocol.Learnt<>(outcome.weights(), wide(outcome.trainMse()), wide(outcome.heldOutMse()));
        }
    }

    private static Samples samples(PlainProtocol.Data data) {
        float[] targets = new float[data.targets().length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) data.targets()[i];
        }
        return new Samples(data.count(), data.features(), targets);
    }

    static double[] wide(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
