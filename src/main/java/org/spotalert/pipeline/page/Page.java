package org.spotalert.pipeline.page;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.pipeline.decide.silence.SilenceApi;
import org.spotalert.pipeline.decide.silence.SilenceRequest;
import org.spotalert.platform.management.JsonReply;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.text.TextSanitizer;

/** Answers requests for pages and tables at the management port. Alerts wait for none of it. */
public final class Page {

    private static final Logger LOG = LoggerFactory.getLogger(Page.class);
    private static final String QUIET = "silences";
    private static final String STORE_FAILS = "the store does not answer; see spot.store.url";
    private static final int REFRESH_SECONDS = 10;

    private final Views views;
    private final SilenceApi silences;
    private final Login login;
    private final Clock clock;
    private final PageTemplates templates = new PageTemplates();

    Page(Views views, SilenceApi silences, Login login, Clock clock) {
        this.views = views;
        this.silences = silences;
        this.login = login;
        this.clock = clock;
    }

    /**
     * Shows a page.
     *
     * @param query of the address; null for none
     */
    public PageReply show(@Nullable String name, @Nullable String query) {
        String view = name == null ? "now" : name;
        if (view.equals("style.css")) {
            return PageReply.of("text/css; charset=utf-8", templates.style());
        }
        return answer(this::problem, () -> {
            Request request = Request.of(query);
            return model(view, request)
                    .map(model -> PageReply.html(200, render(view, request, model))
                            .refreshing(request.get("refresh").isEmpty() ? null : REFRESH_SECONDS))
                    .orElseGet(() -> problem(404, "there is no such page, or the incident is forgotten"));
        });
    }

    private Optional<Map<String, Object>> model(String view, Request request) {
        return switch (view) {
            case "now" -> Optional.of(views.now());
            case "incident" -> views.incident(request);
            case "history" -> Optional.of(views.history(request));
            case "plots" -> Optional.of(views.plots(request));
            case "channels" -> Optional.of(views.channels(request));
            case QUIET -> Optional.of(views.quiet());
            default -> Optional.empty();
        };
    }

    /** Gives a table away, in JSON or CSV. */
    public PageReply table(@Nullable String name, @Nullable String query) {
        return answer((status, text) -> json(JsonReply.problem(status, text)), () -> {
            Request request = Request.of(query);
            boolean csv = request.get("format").equals("csv");
            return views.table(Objects.requireNonNullElse(name, ""), request)
                    .map(rows -> PageReply.of(
                                    csv ? "text/csv; charset=utf-8" : "application/json",
                                    csv ? rows.table().csv() : rows.table().json())
                            .before(rows.next()))
                    .orElseGet(() -> json(JsonReply.problem(404, "there is no such table, or no such incident")));
        });
    }

    private static PageReply json(JsonReply reply) {
        return new PageReply(reply.status(), "application/json", reply.json(), null, null, null);
    }

    /** Sets or ends a silence, as the form of the page says. */
    public PageReply change(@Nullable Map<String, ?> form) {
        Map<String, String> fields = new HashMap<>();
        (form == null ? Map.<String, Object>of() : form)
                .forEach((name, value) -> fields.put(name, String.valueOf(value).trim()));
        if (!login.formTokenIs(fields.remove("token"))) {
            return problem(403, "the form is not of this page, or of another password; load the page again");
        }
        return answer(this::problem, () -> {
            try {
                return changed(fields);
            } catch (IllegalArgumentException wrong) {
                Map<String, Object> model = new HashMap<>(views.quiet());
                model.put("problem", String.valueOf(wrong.getMessage()));
                return PageReply.html(400, render(QUIET, new Request(fields), model));
            }
        });
    }

    private PageReply changed(Map<String, String> fields) {
        String ended = fields.get("end");
        if (ended != null) {
            return silences.end(ended)
                    ? PageReply.seeOther(QUIET + "?done=ended")
                    : problem(404, "there is no such silence, or it is over");
        }
        silences.set(new SilenceRequest(
                names(fields, "account"),
                names(fields, "region"),
                names(fields, "cluster"),
                names(fields, "service"),
                fields.get("for"),
                fields.get("owner"),
                fields.get("reason")));
        return PageReply.seeOther(QUIET + "?done=set");
    }

    private static List<String> names(Map<String, String> fields, String name) {
        return List.of(fields.getOrDefault(name, ""));
    }

    private PageReply answer(BiFunction<Integer, String, PageReply> problem, Supplier<PageReply> answer) {
        try {
            return answer.get();
        } catch (IllegalArgumentException wrong) {
            return problem.apply(400, String.valueOf(wrong.getMessage()));
        } catch (RuntimeException fails) {
            if (!views.store().refused(fails)) {
                LOG.debug("a page cannot be shown", fails);
                return problem.apply(503, STORE_FAILS);
            }
            LOG.atError()
                    .addKeyValue("reason", TextSanitizer.line(String.valueOf(fails.getMessage())))
                    .log("a page cannot be shown");
            LOG.debug("where it fails", fails);
            return problem.apply(
                    500, "this cannot be shown, which is no fault of yours; the log of the program says why");
        }
    }

    private PageReply problem(int status, String text) {
        return PageReply.html(status, render("problem", new Request(Map.of()), Map.of("problem", text)));
    }

    private String render(String view, Request request, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("view", view);
        all.put("request", request);
        all.put("texts", new Texts(clock.instant(), clock.getZone()));
        all.put("token", login.formToken());
        return templates.render(view, all);
    }
}
