using Microsoft.Extensions.Options;

namespace Platform.Workbench.Settings;

/// <summary>Refuses settings with which nobody, or anybody, could sign in.</summary>
internal sealed class OpenIdCheck : IValidateOptions<WorkbenchOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkbenchOptions options) =>
        options.OpenIdConnect?.WhyNot() is { } reason
            ? ValidateOptionsResult.Fail(reason)
            : ValidateOptionsResult.Success;
}
