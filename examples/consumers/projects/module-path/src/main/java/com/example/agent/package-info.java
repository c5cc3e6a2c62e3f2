/** An agent that follows CronTabs. */
@GenerateClients(spec = "crontabs.yaml")
@NullMarked
package com.example.agent;

import io.kubeweft.codegen.GenerateClients;
import org.jspecify.annotations.NullMarked;
