package io.kubeweft.examples

import io.kubeweft.testing.KubeApiServer
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path

internal class QuickstartTest {
    @Test
    fun quickstart_allOfIt_works(@TempDir folder: Path) {
        KubeApiServer.start { it.tls() }.use { server ->
            quickstart(server.writeKubeconfig(folder.resolve("kubeconfig")))

            val written = server.requests().count { it.method != "GET" }
            assertThat(written).isGreaterThan(60)
        }
    }

    /** A step that is added to one of the two is missed in the other. */
    @Test
    fun quickstart_hasTheStepsOfTheOneInJava() {
        val java = steps(Path.of("../src/main/java/io/kubeweft/examples/Quickstart.java"))
        val kotlin = steps(Path.of("src/test/kotlin/io/kubeweft/examples/Quickstart.kt"))

        assertThat(java).hasSizeGreaterThan(5)
        assertThat(kotlin - "customResource").isEqualTo(java)
    }

    /** The names of what `run` calls. */
    private fun steps(source: Path): List<String> {
        val text = source.toFile().readText()
        val run = checkNotNull(Regex("(?:void|fun) run\\(\\) \\{([^}]*)}").find(text)).groupValues[1]
        return Regex("(\\w+)\\(\\w*\\)").findAll(run).map { it.groupValues[1] }.toList()
    }
}
