package specsweep.kernel.transfer;

import specsweep.kernel.net.Adam;
import specsweep.kernel.net.ReferenceMlp;
import specsweep.kernel.net.Weights;

/** Trains with the double reference and Adam as it is printed. It measures held-out points nowhere. */
final class ReferenceTraining implements PlainProtocol.Training<double[]> {
    private final ReferenceMlp network;
    private final Adam adam;

    ReferenceTraining(Tuple tuple) {
        network = new ReferenceMlp(
                PlainProtocol.shape(tuple), tuple.architecture().activation());
        Protocol p = tuple.protocol();
        adam = new Adam(p.learningRate(), p.beta1(), p.beta2(), p.epsilon());
    }

    @Override
    public double[] start(Weights fresh) {
        return EngineTraining.wide(fresh.values());
    }

    @Override
    public PlainProtocol.Learnt<double[]> train(
            double[] start, PlainProtocol.Data train, PlainProtocol.Data heldOut, int steps) {
        ReferenceMlp.Data data =
                new ReferenceMlp.Data(train.count(), EngineTraining.wide(train.features()), train.targets());
        ReferenceMlp.ReferenceAdam optimiser = new ReferenceMlp.ReferenceAdam(adam, start.length);
        double[] values = start.clone();
        double[] mse = new double[steps + 1];
        for (int step = 0; step < steps; step++) {
            ReferenceMlp.LossAndGradient at = network.lossAndGradient(values, data);
            mse[step] = at.mse();
            optimiser.step(values, at.gradient());
        }
        mse[steps] = network.loss(values, data);
        return new PlainProtocol.Learnt<>(values, mse, new double[0]);
    }
}
