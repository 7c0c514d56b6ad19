/** Settings that live elsewhere: in files, Parameter Store and Secrets Manager. */
@NullMarked
package org.spotalert.platform.config;

import org.jspecify.annotations.NullMarked;
