package io.github.imednet.snowflake.verify;

import io.github.imednet.snowflake.privacy.PolicyReview;
import io.github.imednet.snowflake.run.Traffic;
import io.github.imednet.snowflake.source.ResourcePass;
import java.util.concurrent.atomic.LongAdder;

/** A check of the privacy policy against a study's dictionary. It travels with the exchange. */
public final class PolicyCheck implements Traffic {

    private final String studyKey;
    private final PolicyReview review;
    private final ResourcePass pass;
    private final LongAdder requests = new LongAdder();

    PolicyCheck(String studyKey, PolicyReview review, ResourcePass pass) {
        this.studyKey = studyKey;
        this.review = review;
        this.pass = pass;
    }

    /** Over the study's variables. */
    public ResourcePass pass() {
        return pass;
    }

    String studyKey() {
        return studyKey;
    }

    PolicyReview review() {
        return review;
    }

    long requests() {
        return requests.sum();
    }

    @Override
    public void requestSent() {
        requests.increment();
    }
}
