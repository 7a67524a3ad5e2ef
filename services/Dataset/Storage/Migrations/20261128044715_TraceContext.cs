using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class TraceContext : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                schema: "dataset",
                table: "trainings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trace_state",
                schema: "dataset",
                table: "trainings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trace_parent",
                schema: "dataset",
                table: "evaluations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "trace_state",
                schema: "dataset",
                table: "evaluations",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "dispatcher",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    paused = table.Column<bool>(type: "boolean", nullable: false),
                    changed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatcher", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dispatcher",
                schema: "dataset");

            migrationBuilder.DropColumn(
                name: "trace_parent",
                schema: "dataset",
                table: "trainings");

            migrationBuilder.DropColumn(
                name: "trace_state",
                schema: "dataset",
                table: "trainings");

            migrationBuilder.DropColumn(
                name: "trace_parent",
                schema: "dataset",
                table: "evaluations");

            migrationBuilder.DropColumn(
                name: "trace_state",
                schema: "dataset",
                table: "evaluations");
        }
    }
}
