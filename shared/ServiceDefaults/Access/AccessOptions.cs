using System.ComponentModel.DataAnnotations;

namespace Platform.ServiceDefaults.Access;

/// <summary>Settings of the section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Access";

    /// <summary>
    /// The installation's own credential, which its services send to each other: at least 16 characters, the same for all.
    /// </summary>
    [Required(
        ErrorMessage = "set Access__Credential to the installation's credential, or start the service through ./platform up"
    )]
    [MinLength(16, ErrorMessage = "give at least 16 characters; docker/secrets generates one")]
    public string Credential { get; set; } = "";
}
