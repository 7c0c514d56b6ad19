package org.spotalert.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** deploy/deploy.sh where it calls nobody: on a machine that has neither the AWS CLI nor what builds images. */
class ScriptTest {

    @TempDir
    private Path directory;

    private Map<String, String> bare = Map.of();

    @BeforeEach
    void machine() throws IOException {
        Path tools = Script.tools(directory, Map.of("uname", "echo x86_64"));
        bare = Map.of("PATH", tools.toString());
    }

    private Script run(String... arguments) throws IOException, InterruptedException {
        return Script.run(bare, "", arguments);
    }

    @Test
    void dryRunCallsNothingAndIsWhatTheDocsShow() throws IOException, InterruptedException {
        Script dry = run("--dry-run");

        assertThat(dry.exitCode()).as(dry.output()).isZero();
        assertThat(Files.readString(Path.of("docs/setup.md")))
                .contains("```\n" + dry.output().strip() + "\n```");
    }

    @Test
    void dryRunHasWhatIsGivenByOptionsAndVariables() throws IOException, InterruptedException {
        bare = Map.of("PATH", bare.get("PATH"), "DEPLOY_CLUSTER", "tools", "DEPLOY_TIMEZONE", "Asia/Tokyo");

        Script dry = run("--dry-run", "--timezone", "Europe/Berlin", "--cpu-architecture", "ARM64", "--events", "");

        assertThat(dry.output())
                .contains("Cluster=tools", "Timezone=Europe/Berlin", "CpuArchitecture=ARM64", "Events= ")
                .contains("--platform linux/arm64")
                .doesNotContain("Tokyo", "X86_64");
    }

    @Test
    void dryRunOfDestroyShowsWhatItWouldDelete() throws IOException, InterruptedException {
        assertThat(run("--dry-run", "--destroy", "--stack", "other").output())
                .contains("delete-stack --stack-name other", "delete-repository --repository-name other")
                .contains("delete-table", "delete-queue");
    }

    @Test
    void imageOfRegistryIsNotBuilt() throws IOException, InterruptedException {
        assertThat(run("--dry-run", "--image", "example.com/alerts:1").output())
                .contains("Image=example.com/alerts:1")
                .doesNotContain("docker", "ecr");
    }

    @Test
    void helpListsEveryParameterOfTheTemplate() throws IOException, InterruptedException {
        String template = Files.readString(Path.of("deploy/cloudformation.yaml"));
        String parameters = template.substring(template.indexOf("\nParameters:"), template.indexOf("\nRules:"));

        String help = run("--help").output().replace("-", "").toLowerCase(Locale.ROOT);

        assertThat(Pattern.compile("(?m)^  (\\w+):$").matcher(parameters).results())
                .hasSizeGreaterThan(30)
                .allSatisfy(name ->
                        assertThat(help).containsPattern("\n +" + name.group(1).toLowerCase(Locale.ROOT) + " +\\w"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --clutser tools | --clutser is no option; --help lists them
            tools           | "tools" is no option; --help lists them
            --cluster       | --cluster needs a value
            --cluster a --cluster b | --cluster is given twice
            """)
    void wrongCommandLineIsNamed(String arguments, String message) throws IOException, InterruptedException {
        assertThat(run(arguments.split(" "))).isEqualTo(new Script(2, "deploy.sh: " + message + "\n"));
    }

    @Test
    void missingAwsCliIsNamed() throws IOException, InterruptedException {
        assertThat(run("--cluster", "tools"))
                .isEqualTo(new Script(1, "deploy.sh: the AWS CLI is missing: install its version 2, and log in\n"));
    }

    private static String cli(String rest) {
        return "[ \"$1\" = --version ] && echo aws-cli/2.31.0 Python/3.13 && exit\n" + rest;
    }

    @Test
    void versionOneOfTheAwsCliIsRefused() throws IOException, InterruptedException {
        Script.tools(directory, Map.of("aws", "echo aws-cli/1.45.11 Python/3.11.7"));

        assertThat(run())
                .isEqualTo(
                        new Script(
                                1,
                                "deploy.sh: this is version 1 of the AWS CLI (aws-cli/1.45.11): install version 2, and put it first in PATH\n"));
    }

    @Test
    void missingRegionIsNamed() throws IOException, InterruptedException {
        Script.tools(directory, Map.of("aws", cli("exit 1")));
        bare = Map.of("PATH", bare.get("PATH"), "AWS_REGION", "", "AWS_DEFAULT_REGION", "");

        assertThat(run())
                .isEqualTo(new Script(1, "deploy.sh: no Region is set: give --region, such as --region eu-west-1\n"));
    }

    @Test
    void wrongCredentialsAreNamedInOneLineWithTheWordsOfAws() throws IOException, InterruptedException {
        Script.tools(
                directory, Map.of("aws", cli("printf '\\nAn error occurred\\n(InvalidClientTokenId)' >&2; exit 254")));

        assertThat(run("--region", "eu-west-1"))
                .isEqualTo(new Script(
                        1,
                        "deploy.sh: AWS does not answer: log in, set AWS_PROFILE, or get the right to this call. It says:"
                                + " An error occurred (InvalidClientTokenId)\n"));
    }

    @Test
    void whatCannotBeReadIsNotDestroyed() throws IOException, InterruptedException {
        Script.tools(directory, Map.of("aws", cli("echo AccessDenied >&2; exit 254")));

        assertThat(run("--region", "eu-west-1", "--destroy").output())
                .contains("== Delete the stack\ndeploy.sh: AWS does not answer: ")
                .doesNotContain("delete-repository");
    }

    @Test
    void missingEngineIsNamed() throws IOException, InterruptedException {
        Script.tools(directory, Map.of("aws", cli("exit 0"), "docker", "exit 1"));

        assertThat(run("--region", "eu-west-1").output())
                .contains("nothing here builds images: install docker, podman or buildah");
        assertThat(run("--region", "eu-west-1", "--engine", "docker").output())
                .contains("docker does not work here; \"docker info\" says why");
    }
}
