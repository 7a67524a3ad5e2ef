using Microsoft.AspNetCore.Identity;

namespace Platform.Workbench.SignIn;

/// <summary>Names are looked up as they are typed; Dataset compares them.</summary>
internal sealed class NamesAsTyped : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name;

    public string? NormalizeEmail(string? email) => email;
}
