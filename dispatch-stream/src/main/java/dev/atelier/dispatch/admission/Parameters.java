package dev.atelier.dispatch.admission;

import dev.atelier.event.ModelTarget;
import dev.atelier.event.Target;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.TargetInput;
import tools.jackson.databind.node.ObjectNode;

/** What a provider is asked: the input over the target's defaults, in the provider's words. Pure. */
final class Parameters {
    private Parameters() {}

    /** Priced in the model's own words: what the provider calls a size does not change the price. */
    static Target of(ModelTarget target, ObjectNode input) {
        ObjectNode parameters = TargetInput.of(target, input);
        return Target.newBuilder()
                .setProvider(target.getProvider())
                .setAccount(target.getAccount())
                .setProviderModel(target.getProviderModel())
                .setParameters(
                        TargetInput.renamed(parameters, target.getMapping()).toString())
                .setPriceMicros(PriceBook.price(target.getPrices(), parameters).orElse(null))
                .build();
    }
}
