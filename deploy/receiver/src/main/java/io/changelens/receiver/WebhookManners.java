package io.changelens.receiver;

import java.util.Set;

/**
 * Webhooks: whatever comes from a known sender is taken, also if no event can be made of it, because tools turn off a hook
 * that is refused. The exception is a hook that was set up to send forms or compressed bodies: that has to be seen at once.
 */
final class WebhookManners implements Manners {
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public Verdict judge(Received request) {
        if (Manners.isCompressed(request.headers()) || FORMS.contains(Manners.mediaType(request.headers()))) {
            return Verdict.refused(Answer.FORM);
        }
        return Verdict.stored(request.body(), Answer.ACCEPTED);
    }
}
