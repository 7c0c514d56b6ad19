package org.spotalert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.icegreen.greenmail.util.GreenMail;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spotalert.local.AwsWorld.Member;
import org.spotalert.local.Events;

/** The real program while AWS or a receiver fails: people are notified all the same, and once. */
class PipelineFaultsIT {

    private static final PipelineWorld WORLD = new PipelineWorld();

    @AfterAll
    static void stop() {
        WORLD.close();
    }

    @BeforeEach
    void allWell() throws Exception {
        WORLD.reset();
    }

    @Test
    void refusingEcsMakesAPartialAlert() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        WORLD.moto.fail("DescribeServices", "AccessDeniedException", 400, 100);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text())
                .contains("PARTIAL", "service counts could not be read (AccessDeniedException", "checkout");
    }

    @Test
    void unreachableEcsMakesAnAlertWithUnknownImpact() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.moto.fail("ListContainerInstances", "ServerException", 500, 1000);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text()).contains("impact unknown", "PARTIAL", member.instanceId());
        WORLD.queueIsEmpty();
    }

    @Test
    void slowEcsDoesNotHoldTheAlertBeyondItsTimeout() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        WORLD.moto.delay("DescribeServices", Duration.ofSeconds(30), 100);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text()).contains("PARTIAL", "no answer in time", "checkout");
    }

    @Test
    void failingEc2MakesAPartialAlert() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        WORLD.moto.fail("DescribeInstances", "UnauthorizedOperation", 403, 100);

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        assertThat(WORLD.text())
                .contains("PARTIAL", "EC2 could not be asked about the instance (UnauthorizedOperation", "checkout");
    }

    @Test
    void chatThatFailsOnceIsTriedAgain() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        WORLD.chat.resetAll();
        WORLD.chat.stubFor(post(anyUrl())
                .inScenario("twice")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        WORLD.chat.stubFor(
                post(anyUrl()).inScenario("twice").whenScenarioStateIs("well").willReturn(okJson("{}")));

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        await("chat")
                .atMost(PipelineWorld.SOON)
                .until(() -> WORLD.chat.getAllServeEvents().size() == 2);
        WORLD.queueIsEmpty();
        assertThat(WORLD.published(1)).hasSize(1);
    }

    @Test
    void chatThatRefusesKeepsTheMessageAndTheOthersAreSentOnce() {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        int dead = WORLD.aws.depth(PipelineWorld.QUEUE + "-dead");
        WORLD.chat.resetAll();
        WORLD.chat.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404)));

        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));

        await("dead letter")
                .atMost(PipelineWorld.SOON)
                .until(() -> WORLD.aws.depth(PipelineWorld.QUEUE + "-dead") == dead + 1);
        // One try per delivery of the message: a refusal is not hammered. And nobody else is notified again.
        assertThat(WORLD.chat.getAllServeEvents()).hasSize(3);
        assertThat(WORLD.mail.getReceivedMessages()).hasSize(2);
        assertThat(WORLD.aws.messages("alerts")).hasSize(1);
    }

    @Test
    void refusedMailKeepsTheMessageUntilTheServerIsBack() throws Exception {
        Member member = WORLD.aws.members("blue", 1).get(0);
        WORLD.aws.tasks(member, "service:checkout", 1);
        WORLD.mail.stop();
        WORLD.aws.send(PipelineWorld.QUEUE, Events.now("interruption-warning-terminate", member.instanceId()));
        WORLD.published(1);

        GreenMail back = new GreenMail(PipelineWorld.MAIL_SETUP);
        back.start();

        try {
            await("mail")
                    .atMost(PipelineWorld.SOON)
                    .until(() -> back.getReceivedMessages().length, count -> count == 2);
        } finally {
            back.stop();
            WORLD.mail.start();
        }
        WORLD.queueIsEmpty();
    }
}
